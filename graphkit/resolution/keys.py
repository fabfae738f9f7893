"""Comparison keys inside the session: of titles (a SQL macro) and of names (a table, one row a spelling)."""

from __future__ import annotations

from graphkit.engine import Engine
from graphkit.names import KEYS, key_table

BATCH = 200_000


def add_keys(engine: Engine) -> int:
    """Make the macro `title_key` and the temporary table `name_key` with the columns of `names.KEYS`.

    Returns:
        The number of distinct spellings of names.
    """
    engine.run(_TITLE_KEY)
    with engine.table("no_keys", KEYS.empty_table()):
        engine.run("CREATE TEMP TABLE name_key AS SELECT * FROM no_keys")
    names = engine.arrow("SELECT name FROM mention UNION SELECT name FROM profile ORDER BY name")["name"]
    for start in range(0, len(names), BATCH):
        with engine.table("new_keys", key_table(names.slice(start, BATCH).to_pylist())):
            engine.run("INSERT INTO name_key SELECT * FROM new_keys")
    return len(names)


_TITLE_KEY = r"""
CREATE OR REPLACE TEMP MACRO title_key(title) AS
    regexp_replace(lower(strip_accents(title)), '[^\p{L}\p{N}]', '', 'g')
"""
