"""Linkage over tables: the candidate pairs pass through memory in batches, so it stays flat at any size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.names import parse
from graphkit.resolution.clusters import components
from graphkit.resolution.corrections import Clusters
from graphkit.resolution.linkage import Atom, Compatibility, Pair, link, why_apart
from graphkit.resolution.scoring import SAME

ABSENT = 0.45
"""Stands for pairs across two clusters without a score of note: so sparse evidence carries over several papers."""

BATCH = 100_000
"""Candidate pairs in memory at once; a component of more is taken whole."""


def link_atoms(engine: Engine, apart: Iterable[Pair] = ()) -> Clusters:
    """Cluster the atoms of the table `scored_pair` by average linkage; see `linkage.link`.

    Clusters grow along pairs that score enough, so each connected component of those is clustered by itself.

    Returns:
        The smallest atom of its cluster for each atom that is not itself the smallest.
    """
    strong = engine.arrow(f"SELECT a, b FROM scored_pair WHERE score >= {SAME}")
    ids, labels = components(strong["a"].to_numpy(), strong["b"].to_numpy())
    with engine.table("component", pa.table({"atom": ids, "label": labels})):
        engine.run(_WITHIN)
    apart = list(apart)
    clusters: Clusters = {}
    for pairs in _batches(engine, "pair_within"):
        atoms, compatibility = _describe(engine, pairs)
        scores = {(a, b): score for a, b, score in pairs}
        inside = [pair for pair in apart if pair[0] in atoms and pair[1] in atoms]
        linked = link(atoms, scores, compatibility, threshold=SAME, absent=ABSENT, apart=inside)
        clusters |= {atom: cluster for atom, cluster in linked.items() if atom != cluster}
    engine.run("DROP TABLE pair_within")
    return clusters


def judge_pairs(engine: Engine, clusters: Mapping[int, int], apart: Collection[Pair] = ()) -> None:
    """Make the temporary table `verdict` (a, b, verdict, addition) of the rows of `scored_pair`.

    A pair that scores too little but whose atoms came together through others is not listed.

    Args:
        engine: holds `scored_pair` and what it was made from.
        clusters: of the atoms; one that is missing is a cluster of its own.
        apart: the pairs that overrides keep apart.
    """
    parted = {_ordered(clusters.get(a, a), clusters.get(b, b)) for a, b in apart}
    with engine.table("moved", moved_table(clusters)):
        engine.run(_VERDICT)
    for pairs in _batches(engine, "pair_across"):
        atoms, compatibility = _describe(engine, pairs)
        verdicts = []
        for a, b, score in pairs:
            forbidden = why_apart(atoms[a], atoms[b], compatibility)
            by_override = _ordered(clusters.get(a, a), clusters.get(b, b)) in parted
            verdict = _verdict(forbidden, (a, b) in apart, by_override, score)
            verdicts.append((a, b, *verdict))
        columns = (pa.array(column) for column in zip(*verdicts, strict=True))
        table = pa.table(dict(zip(("a", "b", "verdict", "addition"), columns, strict=True)))
        with engine.table("judged", table):
            engine.run("INSERT INTO verdict FROM judged")
    engine.run("DROP TABLE pair_across")


def moved_table(clusters: Mapping[int, int]) -> pa.Table:
    """Clusters as a table: atom, cluster."""
    return pa.table(
        {"atom": pa.array(clusters.keys(), pa.int64()), "cluster": pa.array(clusters.values(), pa.int64())}
    )


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _verdict(forbidden: str | None, overridden: bool, parted: bool, score: float) -> tuple[str, str]:
    """The verdict on a pair that is in two clusters, and what that adds to the evidence."""
    if overridden:
        return "different", "; an override keeps them apart"
    if forbidden:
        return "different", f"; {forbidden}"
    if parted:
        return "unsure", "; an override keeps apart what belongs to them"
    return "unsure", "; too little in common with what else belongs to either" if score >= SAME else ""


def _batches(engine: Engine, table: str) -> Iterator[Sequence[tuple[int, int, float]]]:
    """The pairs of a table (batch, a, b, score), a batch at a time in order."""
    for (batch,) in engine.rows(f"SELECT DISTINCT batch FROM {table} ORDER BY batch"):
        yield engine.rows(f"SELECT a, b, score FROM {table} WHERE batch = $1 ORDER BY a, b", [batch])


def _describe(
    engine: Engine, pairs: Sequence[tuple[int, int, float]]
) -> tuple[dict[int, Atom], Compatibility]:
    """What holds for each atom of some pairs, and the compatibility of all their names."""
    wanted = pa.array(sorted({atom for a, b, _ in pairs for atom in (a, b)}), pa.int64())
    with engine.table("wanted", pa.table({"atom": wanted})):
        rows = engine.rows(_ATOMS)
        spellings = engine.rows(_SPELLINGS)
    atoms = {
        atom: Atom(frozenset(names), frozenset(papers), _by_scheme(ids)) for atom, names, papers, ids in rows
    }
    return atoms, Compatibility({full_name: parse(name) for full_name, name in spellings})


def _by_scheme(ids: Iterable[str | None]) -> dict[str, frozenset[str]]:
    schemes: dict[str, set[str]] = {}
    for id_ in ids:
        if id_ is not None:
            schemes.setdefault(id_.partition(":")[0], set()).add(id_)
    return {scheme: frozenset(found) for scheme, found in schemes.items()}


_WITHIN = f"""
CREATE TEMP TABLE pair_within AS
WITH within AS (
    SELECT a, b, score, x.label FROM scored_pair
    JOIN component x ON x.atom = a JOIN component y ON y.atom = b WHERE x.label = y.label
), sized AS (
    SELECT label, (sum(count(*)) OVER (ORDER BY label) - count(*)) // {BATCH} AS batch FROM within GROUP BY label
)
SELECT batch, a, b, score FROM within JOIN sized USING (label)
"""

_VERDICT = f"""
CREATE TEMP TABLE verdict AS
SELECT a, b, 'same' AS verdict, '' AS addition
FROM scored_pair LEFT JOIN moved x ON x.atom = a LEFT JOIN moved y ON y.atom = b
WHERE coalesce(x.cluster, a) = coalesce(y.cluster, b) AND score >= {SAME};

CREATE TEMP TABLE pair_across AS
SELECT (row_number() OVER (ORDER BY a, b) - 1) // {BATCH} AS batch, a, b, score
FROM scored_pair LEFT JOIN moved x ON x.atom = a LEFT JOIN moved y ON y.atom = b
WHERE coalesce(x.cluster, a) <> coalesce(y.cluster, b)
"""

_ATOMS = """
SELECT atom, list(DISTINCT full_name), list(DISTINCT paper_id),
    list(DISTINCT 'orcid:' || orcid) || list(DISTINCT native_id)
FROM place_atom JOIN place USING (place_id) SEMI JOIN wanted USING (atom)
GROUP BY atom
"""

_SPELLINGS = """
SELECT full_name, min(name) FROM atom_name SEMI JOIN (
    SELECT full_name FROM place JOIN place_atom USING (place_id) SEMI JOIN wanted USING (atom)
) USING (full_name) GROUP BY full_name
"""
