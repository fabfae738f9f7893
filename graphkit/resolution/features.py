"""What two atoms share: co-authors, institutions, words of affiliations and of titles.

All of it is one inverted index inside blocks: (block, kind, token) joined with itself. A token weighs
ln(N/n), n of the N papers bearing it; tokens that more than `TOKEN_CAP` atoms of a block bear are passed
over there.
"""

from __future__ import annotations

from graphkit.engine import Engine

TOKEN_CAP = 200
BYLINE_CAP = 100
"""Bylines with more names give no co-authors as evidence: who shares them need not know one another."""

PLACES_AT_ONCE = 1_000_000
"""Blocks are taken together until they have so many places: what their atoms bear has to fit into memory."""

HUB_PAPERS = 10
"""Sources with fewer papers are too small for an author of most of them to be told from any other."""


def collect_features(engine: Engine) -> None:
    """Make the temporary table `shared_token`, one row a pair of atoms (a < b) and kind.

    Its columns are a, b, kind, weight (of all shared tokens), rarest (the weight of one), tokens (the five
    that weigh most). An owner of a profile page, and whoever wrote more than half of a source's papers, is no
    evidence as a co-author on papers of that source.

    Needs `place`, `place_atom`, `place_institution`, `name_key` and `record_paper`.
    """
    for statement in (_ATOMS, _HUBS, _WORDS, _TOKENS, _WEIGHTS, _RIVALS, _EMPTY):
        engine.run(statement)
    for first, last in engine.rows(_SLICES, [PLACES_AT_ONCE]):
        engine.run(_BORNE, [first, last])
        engine.run(_SHARED)
        engine.run("DROP TABLE borne")
    for table in ("hub", "place_token", "telling", "token_weight", "rival"):
        engine.run(f"DROP TABLE {table}")


_ATOMS = """
CREATE TEMP TABLE atom_name AS
SELECT atom, place.block, place.full_name, family, first, min(name) AS name
FROM place JOIN place_atom USING (place_id) JOIN name_key USING (name)
WHERE place.full_name <> '' GROUP BY ALL
"""

_WORDS = r"""
CREATE OR REPLACE TEMP MACRO words(text) AS
    list_distinct(regexp_extract_all(lower(strip_accents(text)), '\p{L}{4,}'))
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
CREATE TEMP TABLE place_token AS
WITH paper_title AS (
    SELECT paper_id, arg_min(title, record_id) AS title
    FROM record JOIN record_paper USING (record_id) GROUP BY paper_id
), small_byline AS (
    SELECT paper_id FROM place GROUP BY paper_id HAVING count(*) <= {BYLINE_CAP}
)
SELECT paper_id, place_id, 'co-author' AS kind, block AS token
FROM place SEMI JOIN small_byline USING (paper_id) WHERE block <> '|'
UNION ALL
SELECT paper_id, place_id, 'institution', institution_id FROM place_institution JOIN place USING (place_id)
UNION ALL
SELECT paper_id, place_id, 'affiliation word', unnest(words(affiliation)) FROM place
UNION ALL
SELECT paper_id, NULL, 'title word', unnest(words(title)) FROM paper_title
"""

# Weights are kept to six places as DECIMAL, whose sums do not depend on the order. From here on a token is a number.
_WEIGHTS = """
CREATE TEMP TABLE token_weight AS
WITH spread AS (
    SELECT kind, token, count(DISTINCT paper_id) AS papers FROM place_token GROUP BY kind, token
)
SELECT row_number() OVER () AS token_id, kind, token,
    ln(greatest((SELECT count(DISTINCT paper_id) FROM place), 1) / papers)::DECIMAL(18, 6) AS weight
FROM spread WHERE papers > 1 AND weight > 0;

CREATE TEMP TABLE telling AS
SELECT paper_id, place_id, kind, token_id, token FROM place_token JOIN token_weight USING (kind, token)
"""

_RIVALS = """
CREATE TEMP TABLE rival AS
SELECT atom, block, first, dense_rank() OVER (ORDER BY block) AS block_id
FROM atom_name QUALIFY count(*) OVER (PARTITION BY block) > 1
"""

# A block with more places has a slice of its own.
_SLICES = """
WITH size AS (
    SELECT block_id, count(*) AS places FROM rival JOIN place_atom USING (atom) GROUP BY block_id
), passed AS (
    SELECT block_id, sum(places) OVER (ORDER BY block_id) // $1 AS slice FROM size
)
SELECT min(block_id), max(block_id) FROM passed GROUP BY slice ORDER BY slice
"""

# Co-authors stand on the other places of a paper, titles belong to all of its places, the rest to one place.
_BORNE = """
CREATE TEMP TABLE borne AS
WITH paper_hub AS (
    SELECT DISTINCT paper_id, block AS token
    FROM record JOIN record_paper USING (record_id) JOIN hub USING (source_id)
), member AS (
    SELECT DISTINCT atom, block_id, place_id, paper_id
    FROM rival JOIN place_atom USING (atom) JOIN place USING (place_id, block)
    WHERE block_id BETWEEN $1 AND $2
)
SELECT DISTINCT atom, block_id, token_id FROM member JOIN telling USING (paper_id)
WHERE CASE kind
    WHEN 'title word' THEN true
    WHEN 'co-author' THEN telling.place_id <> member.place_id
        AND NOT EXISTS (FROM paper_hub h WHERE h.paper_id = member.paper_id AND h.token = telling.token)
    ELSE telling.place_id = member.place_id END
"""

_EMPTY = """
CREATE TEMP TABLE shared_token (
    a BIGINT, b BIGINT, kind VARCHAR, weight DOUBLE, rarest DOUBLE, tokens VARCHAR[]
)
"""

_SHARED = f"""
INSERT INTO shared_token
WITH pairing AS (
    SELECT block_id, token_id FROM borne GROUP BY ALL HAVING count(*) BETWEEN 2 AND {TOKEN_CAP}
), indexed AS (
    SELECT borne.*, first FROM borne SEMI JOIN pairing USING (block_id, token_id) JOIN rival USING (atom, block_id)
), together AS (
    SELECT DISTINCT x.atom AS a, y.atom AS b, token_id FROM indexed x JOIN indexed y USING (block_id, token_id)
    WHERE x.atom < y.atom AND (starts_with(x.first, y.first) OR starts_with(y.first, x.first))
)
SELECT a, b, kind, sum(weight)::DOUBLE AS weight, max(weight)::DOUBLE AS rarest,
    list(token ORDER BY weight DESC, token)[:5] AS tokens
FROM together JOIN token_weight USING (token_id) GROUP BY ALL
"""
