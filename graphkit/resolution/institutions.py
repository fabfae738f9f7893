"""From texts to institutions: `· berkeley`, an organisation's handle, an affiliation.

A text means an institution when it, or in an affiliation a part between commas (or two neighbouring parts,
as in `University of California, Berkeley`), is one of the names in `institutions.csv`. Handles are looked
up only where a source gives a handle or a short organisation: `Berkeley` in an affiliation is a city.
Semicolons, plus signs and bars divide an affiliation into several. A text that means nothing known is an
institution of its own.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

import pyarrow as pa

from graphkit.engine import Engine


@dataclass(frozen=True, slots=True)
class InstitutionSummary:
    """Institutions found: those with a ROR id, and those that bear only the text of the source."""

    known: int
    minted: int


def resolve_institutions(engine: Engine) -> InstitutionSummary:
    """Make the temporary tables `institution`, `place_institution` and `record_institution`.

    `institution` has id, name, ror, country, kind; the others say which of them a place on a paper claims,
    and which a record names for its paper. Needs `place` and the macro `title_key`.
    """
    with engine.table("alias_table", _aliases()):
        engine.run(_ALIASES)
    for statement in (_AFFILIATIONS, _PLACES, _RECORDS, _INSTITUTIONS):
        engine.run(statement)
    known, minted = engine.rows("SELECT count(ror), count(*) - count(ror) FROM institution")[0]
    for table in ("alias", "affiliation_meaning", "place_meaning", "record_meaning"):
        engine.run(f"DROP TABLE {table}")
    return InstitutionSummary(known, minted)


def _aliases() -> pa.Table:
    """One row a name or handle: alias, is_handle, ror, name, country, kind."""
    text = files("graphkit.resolution").joinpath("institutions.csv").read_text(encoding="utf-8")
    rows = [
        {
            "alias": alias,
            "is_handle": is_handle,
            **{c: row[c] or None for c in ("ror", "name", "country", "kind")},
        }
        for row in csv.DictReader(text.splitlines())
        for is_handle, names in ((False, f"{row['name']}|{row['names']}"), (True, row["handles"]))
        for alias in names.split("|")
        if alias
    ]
    return pa.Table.from_pylist(rows)


_ALIASES = """
CREATE OR REPLACE TEMP MACRO minted_institution(name) AS 'institution:' || left(sha256(title_key(name)), 16);

CREATE TEMP TABLE alias AS
SELECT DISTINCT title_key(alias) AS key, is_handle, coalesce('ror:' || ror, minted_institution(name)) AS id, ror,
    name, country, kind
FROM alias_table
"""

# An affiliation text → the institutions it means; `id` is null where only the text itself is left.
_AFFILIATIONS = r"""
CREATE TEMP TABLE affiliation_meaning AS
WITH claim AS (
    SELECT affiliation, trim(unnest(string_split_regex(affiliation, '[;+|]'))) AS claim
    FROM (SELECT DISTINCT affiliation FROM place WHERE affiliation IS NOT NULL)
), part AS (
    SELECT *, list_transform(string_split(claim, ','), lambda p: title_key(p)) AS parts FROM claim
), candidate AS (
    SELECT DISTINCT affiliation, claim, unnest(list_distinct(
        [title_key(claim)] || parts || list_transform(pairs, lambda p: p[1] || p[2]))) AS key
    FROM (SELECT *, list_zip(parts, parts[2:]) AS pairs FROM part)
), meant AS (
    SELECT DISTINCT affiliation, claim, alias.id FROM candidate JOIN alias USING (key) WHERE NOT is_handle
)
SELECT DISTINCT affiliation, id, CASE WHEN id IS NULL THEN claim END AS text
FROM claim LEFT JOIN meant USING (affiliation, claim) WHERE id IS NOT NULL OR title_key(claim) <> ''
"""

_PLACES = """
CREATE TEMP TABLE place_meaning AS
SELECT place_id, id, text FROM place JOIN affiliation_meaning USING (affiliation)
"""

_RECORDS = """
CREATE TEMP TABLE record_meaning AS
WITH named AS (
    SELECT record_id, organisation, organisation_handle, coalesce(organisation, organisation_handle) AS raw
    FROM record WHERE raw IS NOT NULL
), meaning AS (
    SELECT key, min(id) AS id FROM alias GROUP BY key
)
SELECT record_id, coalesce(handle.id, display.id) AS id, raw AS text
FROM named
LEFT JOIN meaning handle ON handle.key = title_key(organisation_handle)
LEFT JOIN meaning display ON display.key = title_key(organisation)
WHERE title_key(raw) <> ''
"""

_INSTITUTIONS = """
CREATE TEMP TABLE place_institution AS
SELECT DISTINCT place_id, coalesce(id, minted_institution(text)) AS institution_id
FROM place_meaning;

CREATE TEMP TABLE record_institution AS
SELECT record_id, coalesce(id, minted_institution(text)) AS institution_id, text AS raw
FROM record_meaning;

CREATE TEMP TABLE institution AS
SELECT DISTINCT id, name, ror, country, kind FROM alias
WHERE id IN (SELECT institution_id FROM place_institution UNION SELECT institution_id FROM record_institution)
UNION ALL
SELECT minted_institution(text) AS minted, min(text), NULL, NULL, NULL
FROM (SELECT text, id FROM place_meaning UNION ALL SELECT text, id FROM record_meaning)
WHERE id IS NULL GROUP BY minted HAVING minted NOT IN (SELECT id FROM alias)
"""
