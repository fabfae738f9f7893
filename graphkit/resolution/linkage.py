"""Average linkage under constraints: candidate pairs become clusters whose members can all be one person."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.names import ParsedName, compatible

Pair = tuple[int, int]


@dataclass(slots=True)
class Atom:
    """What must hold for an atom in any cluster: its names, its papers, and its ids by scheme."""

    names: frozenset[str]
    papers: frozenset[str]
    ids: Mapping[str, frozenset[str]]


class Compatibility:
    """Whether two names are compatible, each pair decided once."""

    def __init__(self, parsed: Mapping[str, ParsedName]) -> None:
        self._parsed = parsed
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, a: str, b: str) -> bool:
        """Whether names a and b are compatible."""
        if a == b:
            return True
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = compatible(self._parsed[a], self._parsed[b])
        return self._known[pair]


def why_apart(a: Atom, b: Atom, compatibility: Compatibility) -> str | None:
    """Why two atoms or clusters cannot be one person, in words; None where nothing forbids it."""
    if not a.papers.isdisjoint(b.papers):
        return "both stand on one paper"
    for scheme, ids in a.ids.items():
        if scheme in b.ids and ids != b.ids[scheme]:
            return f"their ids differ: {min(ids)} and {min(b.ids[scheme])}"
    for name in sorted(a.names):
        for other in sorted(b.names):
            if not compatibility(name, other):
                return f"the names {name!r} and {other!r} exclude each other"
    return None


def link(
    atoms: Mapping[int, Atom],
    scores: Mapping[Pair, float],
    compatibility: Compatibility,
    *,
    threshold: float,
    absent: float,
    apart: Iterable[Pair] = (),
) -> dict[int, int]:
    """Cluster atoms by average linkage.

    The two clusters with the highest mean score over all pairs across them are united first, as long as the
    mean reaches `threshold` and nothing forbids it (see `why_apart`); ties go to the smaller ids. Clusters
    without any scored pair across are never united.

    Args:
        atoms: every atom in a pair.
        scores: score of each candidate pair (a < b).
        compatibility: of names.
        threshold: the least mean score.
        absent: the score of a pair across two clusters that has none.
        apart: pairs that must not come into one cluster.

    Returns:
        For each atom the smallest atom of its cluster.
    """
    linkage = _Linkage(atoms, scores, apart, absent)
    heap = [(-linkage.mean(a, b), a, b) for (a, b), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    while heap:
        score, a, b = heapq.heappop(heap)
        if a not in linkage.clusters or b not in linkage.clusters or -score != linkage.mean(a, b):
            continue
        if linkage.forbidden(a, b) or why_apart(linkage.clusters[a], linkage.clusters[b], compatibility):
            continue
        for other in linkage.unite(a, b):
            mean = linkage.mean(a, other)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return {atom: cluster for cluster, members in linkage.members.items() for atom in members}


class _Linkage:
    """Clusters named by their smallest atom, and the sums of scores between them."""

    def __init__(
        self, atoms: Mapping[int, Atom], scores: Mapping[Pair, float], apart: Iterable[Pair], absent: float
    ) -> None:
        self.clusters = dict(atoms)
        self.members = {atom: [atom] for atom in atoms}
        self._absent = absent
        self._sums: dict[int, dict[int, float]] = defaultdict(dict)
        self._apart: dict[int, set[int]] = defaultdict(set)
        for (a, b), score in sorted(scores.items()):
            self._sums[a][b] = self._sums[b][a] = score - absent
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def mean(self, a: int, b: int) -> float:
        """Mean score over all pairs across two clusters."""
        return round(self._sums[a][b] / (len(self.members[a]) * len(self.members[b])) + self._absent, 12)

    def forbidden(self, a: int, b: int) -> bool:
        """Whether a pair across the clusters must not come together."""
        return any(
            not self._apart[atom].isdisjoint(self.members[b])
            for atom in self.members[a]
            if atom in self._apart
        )

    def unite(self, a: int, b: int) -> list[int]:
        """Unite the larger-named cluster b into a; the clusters that have a scored pair with the result."""
        first, second = self.clusters[a], self.clusters.pop(b)
        ids = {
            scheme: first.ids.get(scheme, frozenset()) | second.ids.get(scheme, frozenset())
            for scheme in {*first.ids, *second.ids}
        }
        self.clusters[a] = Atom(first.names | second.names, first.papers | second.papers, ids)
        self.members[a] += self.members.pop(b)
        del self._sums[a][b]
        for other, total in self._sums.pop(b).items():
            if other != a:
                del self._sums[other][b]
                self._sums[a][other] = self._sums[other][a] = self._sums[a].get(other, 0.0) + total
        return sorted(self._sums[a])
