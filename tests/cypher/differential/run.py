"""Runs random queries on both sides, and makes failing ones small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.cypher.differential.choices import Choices
from tests.cypher.differential.compare import Verdict, judge
from tests.cypher.differential.graphs import SmallGraph, random_graph
from tests.cypher.differential.oracle import Graphkit, Neo4jOracle
from tests.cypher.differential.queries import Query, random_query

QUERIES_PER_GRAPH = 40
SHRINKING_STEPS = 150


@dataclass(frozen=True)
class Finding:
    """One query's verdict; the graph and the choices make it again."""

    seed: int
    graph: SmallGraph
    query: Query
    choices: tuple[int, ...]
    verdict: Verdict
    symptom: str


def run(oracle: Neo4jOracle, seed: int, count: int) -> Iterator[Finding]:
    """The verdicts on `count` queries, `QUERIES_PER_GRAPH` on each graph."""
    for start in range(0, count, QUERIES_PER_GRAPH):
        graph_seed = seed * 1_000_003 + start
        graph = random_graph(graph_seed)
        graphkit = Graphkit(graph)
        try:
            for number in range(min(QUERIES_PER_GRAPH, count - start)):
                query_seed = graph_seed * 1_000 + number
                choices = Choices(query_seed)
                query = random_query(choices)
                verdict, symptom = judge(query, graphkit.answer(query.text), oracle.answer(graph, query.text))
                yield Finding(query_seed, graph, query, tuple(choices.taken), verdict, symptom)
        finally:
            graphkit.close()


def shrink(oracle: Neo4jOracle, finding: Finding) -> Finding:
    """A smaller query on a smaller graph with the same symptom."""
    budget = [SHRINKING_STEPS]

    def fails(candidate: Finding) -> bool:
        budget[0] -= 1
        graphkit = Graphkit(candidate.graph)
        try:
            ours = graphkit.answer(candidate.query.text)
        finally:
            graphkit.close()
        theirs = oracle.answer(candidate.graph, candidate.query.text)
        return judge(candidate.query, ours, theirs) == (finding.verdict, finding.symptom)

    smaller = _shrink_choices(finding, fails, budget)
    return _shrink_graph(smaller, fails, budget)


def _with_choices(finding: Finding, numbers: list[int]) -> Finding:
    choices = Choices(replay=numbers)
    query = random_query(choices)
    return replace(finding, query=query, choices=tuple(choices.taken))


def _shrink_choices(finding: Finding, fails: Callable[[Finding], bool], budget: list[int]) -> Finding:
    """Delete and zero runs of choices, long runs first."""
    best = finding
    width = max(1, len(best.choices) // 2)
    while width and budget[0] > 0:
        start = 0
        while start < len(best.choices) and budget[0] > 0:
            numbers = list(best.choices)
            candidates = [numbers[:start] + numbers[start + width :]]
            zeroed = numbers[:start] + [0] * len(numbers[start : start + width]) + numbers[start + width :]
            if zeroed != numbers:
                candidates.append(zeroed)
            for numbers_tried in candidates:
                candidate = _with_choices(best, numbers_tried)
                if len(candidate.query.text) < len(best.query.text) and fails(candidate):
                    best = candidate
                    break
            else:
                start += width
        width //= 2
    return best


def _shrink_graph(finding: Finding, fails: Callable[[Finding], bool], budget: list[int]) -> Finding:
    best = finding
    for position in reversed(range(len(best.graph.relationships))):
        candidate = replace(best, graph=best.graph.without_relationship(position))
        if budget[0] > -30 and fails(candidate):
            best = candidate
    for position in reversed(range(len(best.graph.nodes))):
        candidate = replace(best, graph=best.graph.without_node(position))
        if budget[0] > -30 and fails(candidate):
            best = candidate
    return best
