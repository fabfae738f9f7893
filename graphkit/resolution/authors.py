"""From mentions to authors: which places on papers are one person, and why."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.resolution.atoms import make_atoms


@dataclass(frozen=True, slots=True)
class AuthorSummary:
    """What resolution did: mentions, authors."""

    mentions: int
    authors: int


def resolve_authors(engine: Engine) -> AuthorSummary:
    """Fill `mention_author` and the judgements of kind `author`; make `place_author` (place_id, author_id).

    Needs the temporary tables that `bylines.unite_bylines` makes.
    """
    make_atoms(engine)
    engine.run("CREATE TEMP TABLE atom_cluster AS SELECT DISTINCT atom, atom AS cluster FROM place_atom")
    engine.run(_PLACE_AUTHOR)
    engine.run("""
        INSERT INTO mention_author SELECT mention_id, author_id FROM mention_place JOIN place_author USING (place_id)
        ORDER BY mention_id
    """)
    mentions, authors = engine.rows("SELECT count(*), count(DISTINCT author_id) FROM mention_author")[0]
    return AuthorSummary(mentions, authors)


# A minted id is the hash of the author's plainest name: the shortest that is not initials only. So it stays when
# fuller spellings or further papers come in. Authors who share it are told apart by their smallest mention key.
_PLACE_AUTHOR = """
CREATE TEMP TABLE place_author AS
WITH member AS (
    SELECT place.*, cluster, row_number() OVER (PARTITION BY cluster ORDER BY initials_only, length(full_name), full_name) AS plainness
    FROM place JOIN place_atom USING (place_id) JOIN atom_cluster USING (atom)
), author AS (
    SELECT cluster, min(orcid) AS orcid, min(native_id) AS native_id, min(full_name) FILTER (plainness = 1) AS plainest,
        min(key) AS first_key
    FROM member GROUP BY cluster
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY plainest, orcid IS NULL AND native_id IS NULL) AS namesakes FROM author
), named AS (
    SELECT cluster, CASE
            WHEN orcid IS NOT NULL THEN 'orcid:' || orcid
            WHEN native_id IS NOT NULL THEN native_id
            WHEN namesakes = 1 THEN 'author:' || left(sha256(plainest), 16)
            ELSE 'author:' || left(sha256(plainest || ' ' || first_key), 16) END AS author_id
    FROM counted
)
SELECT place_id, author_id FROM member JOIN named USING (cluster)
"""
