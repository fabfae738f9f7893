"""What two atoms share: co-authors, institutions, words of affiliations and of titles.

All of it is one inverted index inside blocks: (block, kind, token) joined with itself. A token weighs ln(N/n), n of the
N atoms bearing it; tokens that more than `TOKEN_CAP` atoms of a block bear say little there and are passed over.
"""

from __future__ import annotations

from graphkit.engine import Engine

TOKEN_CAP = 200
BYLINE_CAP = 100
"""Bylines with more names give no co-authors as evidence: who shares them need not know one another."""

HUB_PAPERS = 10
"""Sources with fewer papers are too small for an author of most of them to be told from any other."""


def collect_features(engine: Engine) -> None:
    """Make the temporary table `shared_token`: a, b (atoms, a < b), kind, weight, tokens (the five that weigh most).

    Needs `place`, `place_atom`, `name_key`, `record_paper` and the macro `title_key`. An owner of a profile page, and
    whoever wrote more than half of a source's papers, is no evidence as a co-author on papers of that source.
    """
    for statement in (_ATOMS, _HUBS, _TOKENS, _SHARED):
        engine.run(statement)
    for table in ("hub", "atom_token"):
        engine.run(f"DROP TABLE {table}")


_ATOMS = """
CREATE TEMP TABLE atom_name AS
SELECT atom, place.block, place.full_name, family, first, min(name) AS name
FROM place JOIN place_atom USING (place_id) JOIN name_key USING (name)
WHERE place.full_name <> '' GROUP BY ALL
"""

_HUBS = f"""
CREATE TEMP TABLE hub AS
WITH source_paper AS (
    SELECT DISTINCT source_id, paper_id FROM record JOIN record_paper USING (record_id)
), size AS (
    SELECT source_id, count(*) AS papers FROM source_paper GROUP BY source_id
)
SELECT source_id, block FROM source_paper JOIN place USING (paper_id) JOIN size USING (source_id)
WHERE papers >= {HUB_PAPERS} GROUP BY source_id, block, papers HAVING 2 * count(DISTINCT paper_id) > papers
UNION
SELECT source_id, block FROM profile JOIN name_key USING (name)
"""

_TOKENS = f"""
CREATE TEMP TABLE atom_token AS
WITH rival AS (
    SELECT atom, block FROM atom_name QUALIFY count(*) OVER (PARTITION BY block) > 1
), member AS (
    SELECT DISTINCT atom, place.block, place_id, paper_id, affiliation
    FROM rival JOIN place_atom USING (atom) JOIN place USING (place_id)
), paper_title AS (
    SELECT paper_id, any_value(title ORDER BY record_id) AS title, list(DISTINCT source_id) AS sources
    FROM record JOIN record_paper USING (record_id) GROUP BY paper_id
), small_byline AS (
    SELECT paper_id FROM place GROUP BY paper_id HAVING count(*) <= {BYLINE_CAP}
), paper_hub AS (
    SELECT DISTINCT paper_id, block FROM (SELECT paper_id, unnest(sources) AS source_id FROM paper_title)
    JOIN hub USING (source_id)
), colleague AS (
    SELECT paper_id, place_id, block FROM place SEMI JOIN small_byline USING (paper_id)
    ANTI JOIN paper_hub USING (paper_id, block) WHERE block <> '|'
)
SELECT DISTINCT atom, member.block, 'co-author' AS kind, colleague.block AS token
FROM member JOIN colleague USING (paper_id) WHERE colleague.place_id <> member.place_id
UNION
SELECT atom, block, 'institution', institution_id FROM member JOIN place_institution USING (place_id)
UNION
SELECT DISTINCT atom, block, 'affiliation word', unnest(regexp_extract_all(lower(strip_accents(affiliation)), '[\\p{{L}}]{{4,}}'))
FROM member
UNION
SELECT DISTINCT atom, block, 'title word', unnest(regexp_extract_all(lower(strip_accents(title)), '[\\p{{L}}]{{4,}}'))
FROM member JOIN paper_title USING (paper_id)
"""

_SHARED = f"""
CREATE TEMP TABLE shared_token AS
WITH weighed AS (
    SELECT kind, token, ln((SELECT count(DISTINCT atom) FROM atom_token) / count(*)) AS weight
    FROM atom_token GROUP BY kind, token HAVING count(*) > 1
), indexed AS (
    SELECT * FROM atom_token JOIN weighed USING (kind, token) JOIN atom_name USING (atom, block)
    QUALIFY count(*) OVER (PARTITION BY block, kind, token) BETWEEN 2 AND {TOKEN_CAP}
), together AS (
    SELECT x.atom AS a, y.atom AS b, kind, token, any_value(x.weight) AS weight
    FROM indexed x JOIN indexed y USING (block, kind, token)
    WHERE x.atom < y.atom AND (starts_with(x.first, y.first) OR starts_with(y.first, x.first))
    GROUP BY ALL
)
SELECT a, b, kind, sum(weight) AS weight, list(token ORDER BY weight DESC, token)[:5] AS tokens
FROM together GROUP BY ALL
"""
