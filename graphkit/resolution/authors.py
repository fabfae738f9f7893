"""From mentions to authors: which places on papers are one person, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.resolution.atoms import make_atoms
from graphkit.resolution.corrections import Clusters, correct
from graphkit.resolution.features import collect_features
from graphkit.resolution.judging import judge_pairs, link_atoms, moved_table
from graphkit.resolution.linkage import Pair
from graphkit.resolution.overrides import Override, place_overrides
from graphkit.resolution.scoring import score_pairs


@dataclass(frozen=True, slots=True)
class AuthorSummary:
    """What resolution did: mentions, spellings and authors, and judged pairs by verdict."""

    mentions: int
    spellings: int
    authors: int
    same: int
    different: int
    unsure: int


def resolve_authors(engine: Engine, overrides: Sequence[Override] = ()) -> AuthorSummary:
    """Fill `mention_author` and the judgements of kind `author`; make `place_author` (place_id, author_id).

    Needs the temporary tables of `bylines.unite_bylines` and `institutions.resolve_institutions`.

    Raises:
        OverrideError: an override means nothing or too much, or contradicts another.
    """
    make_atoms(engine)
    collect_features(engine)
    score_pairs(engine)
    clusters = link_atoms(engine)
    apart: set[Pair] = set()
    if overrides:
        _name_authors(engine, clusters)
        placed = place_overrides(engine, overrides)
        engine.run("DROP TABLE place_author")
        clusters, apart = correct(engine, placed, lambda apart: link_atoms(engine, apart))
    judge_pairs(engine, clusters, apart)
    for statement in (_EVIDENCE_JUDGEMENTS, _RULE_JUDGEMENTS):
        engine.run(statement)
    _name_authors(engine, clusters)
    engine.run("""
        INSERT INTO mention_author SELECT mention_id, author_id
        FROM mention_place JOIN place_author USING (place_id) ORDER BY mention_id
    """)
    for table in ("atom_name", "scored_pair", "place_atom", "verdict"):
        engine.run(f"DROP TABLE {table}")
    return _summary(engine)


def _name_authors(engine: Engine, clusters: Clusters) -> None:
    with engine.table("moved", moved_table(clusters)):
        engine.run(_PLACE_AUTHOR)


def _summary(engine: Engine) -> AuthorSummary:
    mentions, authors = engine.rows("SELECT count(*), count(DISTINCT author_id) FROM mention_author")[0]
    spellings = engine.rows("SELECT count(DISTINCT name) FROM mention")[0][0]
    counts = dict(
        engine.rows("SELECT verdict, count(*) FROM judgement WHERE kind = 'author' GROUP BY verdict")
    )
    return AuthorSummary(
        mentions, spellings, authors, *(counts.get(verdict, 0) for verdict in ("same", "different", "unsure"))
    )


_EVIDENCE_JUDGEMENTS = """
INSERT INTO judgement
WITH first_place AS (SELECT atom, min(place_id) AS place_id FROM place_atom GROUP BY atom)
SELECT 'author', least(x.key, y.key), greatest(x.key, y.key), verdict, score, evidence || addition,
    CASE WHEN rare THEN 'rule:rare-name' ELSE 'rule:shared-evidence' END
FROM verdict JOIN scored_pair USING (a, b)
JOIN first_place first_a ON first_a.atom = a JOIN place x ON x.place_id = first_a.place_id
JOIN first_place first_b ON first_b.atom = b JOIN place y ON y.place_id = first_b.place_id
ORDER BY ALL
"""

# Of an atom's spellings, each is tied to the first.
_RULE_JUDGEMENTS = """
INSERT INTO judgement
WITH spelling AS (
    SELECT atom, full_name, name, min(place_id) AS place_id,
        min(coalesce('orcid:' || orcid, native_id)) AS id
    FROM place JOIN place_atom USING (place_id) GROUP BY ALL
), paired AS (
    SELECT *, first_value(place_id) OVER first AS other_id, first_value(name) OVER first AS other_name,
        first_value(full_name) OVER first AS other_full
    FROM spelling WINDOW first AS (PARTITION BY atom ORDER BY place_id)
)
SELECT 'author', least(x.key, y.key), greatest(x.key, y.key), 'same', 1.0,
    CASE WHEN paired.full_name = other_full THEN 'equal full names: '
        ELSE 'equal identifier ' || coalesce(id, '') || ': ' END
        || other_name || ' and ' || paired.name,
    CASE WHEN paired.full_name = other_full THEN 'rule:equal-name' ELSE 'rule:equal-identifier' END
FROM paired JOIN place x ON x.place_id = paired.place_id JOIN place y ON y.place_id = other_id
WHERE paired.place_id <> other_id
ORDER BY ALL
"""

# A minted id is the hash of the author's plainest name: the shortest that is not initials only. So it stays
# when fuller spellings or further papers come in. Authors who share it are told apart by their smallest
# mention key. An ORCID or source id that stands on several clusters (two places of one paper) goes to the
# first of them.
_PLACE_AUTHOR = """
CREATE TEMP TABLE place_author AS
WITH member AS (
    SELECT place.*, coalesce(moved.cluster, atom) AS cluster
    FROM place JOIN place_atom USING (place_id) LEFT JOIN moved USING (atom)
), claim AS (
    SELECT cluster, min('orcid:' || orcid) AS orcid, min(native_id) AS native_id,
        arg_min(full_name, (initials_only, length(full_name), full_name)) AS plainest, min(key) AS first_key
    FROM member GROUP BY cluster
), owned AS (
    SELECT cluster, plainest, first_key,
        CASE WHEN row_number() OVER (PARTITION BY coalesce(orcid, native_id) ORDER BY first_key) = 1
             THEN coalesce(orcid, native_id) END AS given_id
    FROM claim
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY plainest, given_id IS NULL) AS namesakes FROM owned
), identified AS (
    SELECT cluster, plainest || CASE WHEN namesakes > 1 THEN ' ' || first_key ELSE '' END AS told_apart,
        coalesce(given_id, 'author:' || left(sha256(told_apart), 16)) AS author_id
    FROM counted
)
SELECT place_id, author_id FROM member JOIN identified USING (cluster)
"""
