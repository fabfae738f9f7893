"""From mentions to authors: which places on papers are one person, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.resolution.atoms import make_atoms
from graphkit.resolution.corrections import Clusters, correct
from graphkit.resolution.features import collect_features
from graphkit.resolution.linkage import Atom, Compatibility, Pair, link, why_apart
from graphkit.resolution.overrides import Override, place_overrides
from graphkit.resolution.scoring import SAME, score_pairs

ABSENT = 0.45
"""Stands for pairs across two clusters without a score of note: so sparse evidence carries over several papers."""


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
    compatibility = score_pairs(engine)
    scores = {
        (a, b): score for a, b, score in engine.rows("SELECT a, b, score FROM scored_pair ORDER BY a, b")
    }

    def relink(atoms: Mapping[int, Atom], apart: Iterable[Pair] = ()) -> Clusters:
        return link(atoms, scores, compatibility, threshold=SAME, absent=ABSENT, apart=apart)

    atoms = _atoms(engine)
    clusters = relink(atoms)
    if overrides:
        _name_authors(engine, clusters)
        placed = place_overrides(engine, overrides)
        engine.run("DROP TABLE place_author")
        clusters = correct(engine, placed, lambda apart: relink(_atoms(engine), apart))
        atoms = _atoms(engine)
    _write_judgements(engine, _verdicts(atoms, scores, clusters, compatibility))
    _name_authors(engine, clusters)
    engine.run("""
        INSERT INTO mention_author SELECT mention_id, author_id
        FROM mention_place JOIN place_author USING (place_id) ORDER BY mention_id
    """)
    for table in ("atom_name", "scored_pair", "place_atom"):
        engine.run(f"DROP TABLE {table}")
    return _summary(engine)


def _name_authors(engine: Engine, clusters: Clusters) -> None:
    moved = [(atom, cluster) for atom, cluster in sorted(clusters.items()) if atom != cluster]
    with engine.table("moved", _table(moved, {"atom": pa.int64(), "cluster": pa.int64()})):
        engine.run(_PLACE_AUTHOR)


def _atoms(engine: Engine) -> dict[int, Atom]:
    """What holds for each atom that has a scored pair."""
    rows = engine.rows("""
        SELECT atom, list(DISTINCT full_name), list(DISTINCT paper_id),
            list(DISTINCT 'orcid:' || orcid) || list(DISTINCT native_id)
        FROM place_atom JOIN place USING (place_id)
        SEMI JOIN (SELECT a AS atom FROM scored_pair UNION SELECT b FROM scored_pair) USING (atom)
        GROUP BY atom ORDER BY atom
    """)
    return {
        atom: Atom(frozenset(names), frozenset(papers), _by_scheme(ids)) for atom, names, papers, ids in rows
    }


def _by_scheme(ids: Iterable[str | None]) -> dict[str, frozenset[str]]:
    schemes: dict[str, set[str]] = {}
    for id_ in ids:
        if id_ is not None:
            schemes.setdefault(id_.partition(":")[0], set()).add(id_)
    return {scheme: frozenset(found) for scheme, found in schemes.items()}


def _verdicts(
    atoms: Mapping[int, Atom],
    scores: Mapping[Pair, float],
    clusters: Mapping[int, int],
    compatibility: Compatibility,
) -> list[tuple[int, int, str, str]]:
    """Atoms, verdict, and what the clustering adds to the evidence, for each scored pair.

    A pair that scores too little but whose atoms came together through others is not listed.
    """
    verdicts = []
    for (a, b), score in scores.items():
        if clusters[a] == clusters[b]:
            if score >= SAME:
                verdicts.append((a, b, "same", ""))
            continue
        reason = why_apart(atoms[a], atoms[b], compatibility)
        if reason:
            verdicts.append((a, b, "different", f"; {reason}"))
        else:
            others = "; too little in common with what else belongs to either" if score >= SAME else ""
            verdicts.append((a, b, "unsure", others))
    return verdicts


def _write_judgements(engine: Engine, verdicts: list[tuple[int, int, str, str]]) -> None:
    columns = {"a": pa.int64(), "b": pa.int64(), "verdict": pa.string(), "addition": pa.string()}
    with engine.table("verdict", _table(verdicts, columns)):
        engine.run(_EVIDENCE_JUDGEMENTS)
    engine.run(_RULE_JUDGEMENTS)


def _table(rows: Sequence[tuple[object, ...]], columns: Mapping[str, pa.DataType]) -> pa.Table:
    arrays = [pa.array([row[i] for row in rows], type_) for i, type_ in enumerate(columns.values())]
    return pa.table(arrays, names=list(columns))


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
