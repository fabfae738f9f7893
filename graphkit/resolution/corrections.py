"""Overrides applied to the clusters: first what must stay apart, then what must come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.errors import OverrideError
from graphkit.resolution.linkage import Pair
from graphkit.resolution.overrides import Override, PlacedOverride

Clusters = dict[int, int]
"""Atom → the smallest atom of its cluster; an atom that is missing is a cluster of its own."""


def correct(
    engine: Engine, placed: Sequence[PlacedOverride], relink: Callable[[Iterable[Pair]], Clusters]
) -> tuple[Clusters, set[Pair]]:
    """The clusters that overrides ask for, and the pairs of atoms kept apart; a judgement for each override.

    Args:
        engine: holds `place` and `place_atom`; an atom that `different` divides is divided there.
        placed: the overrides.
        relink: clusters the atoms anew, given pairs of atoms that must stay apart.

    Raises:
        OverrideError: overrides contradict one another, or unite two places on one paper.
    """
    apart = [line for line in placed if line.override.action == "different"]
    for line in apart:
        _divide(engine, line)
    pairs = {
        (min(pair), max(pair)): line.override
        for line in apart
        for pair in product(_atoms(engine, line.a), _atoms(engine, line.b))
    }
    clusters = relink(pairs)
    for line in placed:
        if line.override.action == "same":
            clusters = _united(engine, clusters, line, pairs)
    _write_judgements(engine, placed)
    return clusters, set(pairs)


def _divide(engine: Engine, line: PlacedOverride) -> None:
    """Take the places of b out of the atoms they share with a; the new atom is named by a negative number."""
    shared = _atoms(engine, line.a) & _atoms(engine, line.b)
    for atom in sorted(shared):
        inside = {
            place for (place,) in engine.rows("SELECT place_id FROM place_atom WHERE atom = $1", [atom])
        }
        leaving = sorted(inside & line.b)
        engine.run(
            "UPDATE place_atom SET atom = $1 WHERE place_id IN (SELECT unnest($2))", [-leaving[0], leaving]
        )


def _atoms(engine: Engine, places: Iterable[int]) -> set[int]:
    rows = engine.rows(
        "SELECT DISTINCT atom FROM place_atom WHERE place_id IN (SELECT unnest($1))", [sorted(places)]
    )
    return {atom for (atom,) in rows}


def _united(
    engine: Engine, clusters: Clusters, line: PlacedOverride, apart: dict[Pair, Override]
) -> Clusters:
    joined = {clusters.get(atom, atom) for atom in _atoms(engine, line.a | line.b)}
    members = joined | {atom for atom, cluster in clusters.items() if cluster in joined}
    for (a, b), override in sorted(apart.items(), key=lambda item: item[1].where):
        if a in members and b in members:
            raise OverrideError(
                f"contradicts {override.where}: {override.a!r} and {override.b!r} are to be different",
                where=line.override.where,
                subject=(line.override, override),
                remedy="Take one of the two lines out",
            )
    twice = engine.rows(
        """
        SELECT paper_id, min(name), max(name) FROM place JOIN place_atom USING (place_id)
        WHERE atom IN (SELECT unnest($1)) GROUP BY paper_id HAVING count(*) > 1 ORDER BY paper_id
        """,
        [sorted(members)],
    )
    if twice:
        paper, first, second = twice[0]
        raise OverrideError(
            f"would make one author of two on {paper}: {first!r} and {second!r}",
            where=line.override.where,
            subject=line.override,
            remedy="Two places on one paper are never one author",
        )
    return clusters | dict.fromkeys(members, min(members))


def _write_judgements(engine: Engine, placed: Sequence[PlacedOverride]) -> None:
    rows = [
        {
            "a": min(line.a),
            "b": min(line.b),
            "verdict": line.override.action,
            "evidence": line.override.note or "no note was given",
            "where": line.override.where,
        }
        for line in placed
    ]
    with engine.table("override", pa.Table.from_pylist(rows)):
        engine.run("""
            INSERT INTO judgement
            SELECT 'author', least(x.key, y.key), greatest(x.key, y.key), verdict,
                CASE verdict WHEN 'same' THEN 1.0 ELSE 0.0 END, evidence, "where"
            FROM override JOIN place x ON x.place_id = a JOIN place y ON y.place_id = b ORDER BY ALL
        """)
