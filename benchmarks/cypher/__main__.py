"""Measures Cypher on a synthetic graph beside peers that answer the same questions.

    python -m benchmarks.cypher --papers 100000 [--neo4j URI --password WORD] [--without Ladybug]

Every time is the best of several runs in milliseconds, the first one apart; every answer is compared.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.cypher import synthetic
from benchmarks.cypher.peers import Graphkit, Ladybug, Neo4j, Networkx, Peer, Rows, SqlByHand
from benchmarks.cypher.questions import QUESTIONS, Question
from graphkit.cypher.compiler.entry import compile_query
from graphkit.cypher.searches import Searches
from graphkit.cypher.syntax.parser import parse
from graphkit.cypher.types import STRING

RUNS = 4


def main() -> None:
    """Load every peer, ask every question, print a table."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic.write(folder / "graph", options.papers)
        graphkit = Graphkit(folder / "graph.duckdb")
        peers: list[Peer] = [graphkit, SqlByHand(graphkit)]
        if "Ladybug" not in options.without:
            peers.append(Ladybug(folder / "ladybug"))
        if "networkx" not in options.without:
            peers.append(Networkx())
        if options.neo4j:
            peers.append(Neo4j(options.neo4j, ("neo4j", options.password)))
        _measure(peers, folder / "graph", graphkit)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--neo4j", help="address of a server that may be filled and emptied")
    parser.add_argument("--password", default="")
    parser.add_argument("--without", nargs="*", default=[], help="names of peers to leave out")
    return parser.parse_args()


def _measure(peers: list[Peer], folder: Path, graphkit: Graphkit) -> None:
    print(f"{'':30}" + "".join(f"{peer.name:>24}" for peer in peers))
    loads = [_timed(lambda peer=peer: peer.load(folder))[0] / 1000 for peer in peers]  # type: ignore[misc]
    print(f"{'load, s':30}" + "".join(f"{seconds:24.1f}" for seconds in loads))
    values = _parameters(graphkit)
    for question in QUESTIONS:
        parameters = {name: values[name] for name in question.parameters}
        _print_row(question, parameters, peers)
    print(f"{'compiling, median ms':30}{_compiling(graphkit):24.2f}")
    for peer in peers[::-1]:
        peer.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of all embedded peers together: {peak:,.0f} MB")


def _print_row(question: Question, parameters: Mapping[str, Any], peers: list[Peer]) -> None:
    cells: list[str] = []
    wanted: Rows | None = None
    for peer in peers:
        try:
            first, rows = _timed(lambda peer=peer: peer.ask(question, parameters))  # type: ignore[misc]
        except Exception as error:  # a peer that fails is a result too
            cells.append(type(error).__name__)
            continue
        if rows is None:
            cells.append("-")
            continue
        wanted = rows if wanted is None else wanted
        again = min(
            _timed(lambda peer=peer: peer.ask(question, parameters))[0]  # type: ignore[misc]
            for _ in range(RUNS)
        )
        same = "" if [tuple(row) for row in rows] == [tuple(row) for row in wanted] else " differs"
        cells.append(f"{first:.1f} / {again:.1f}{same}")
    print(f"{question.name:30}" + "".join(f"{cell:>24}" for cell in cells), flush=True)


def _timed(call: Any) -> tuple[float, Any]:
    """Milliseconds, and what the call gave."""
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


def _parameters(graphkit: Graphkit) -> dict[str, str]:
    """Two authors of 25 to 33 papers, and a paper."""
    authors = graphkit.engine.rows("""
        SELECT id FROM node_author JOIN (SELECT _source FROM rel_authored GROUP BY 1 HAVING count(*) BETWEEN 25 AND 33)
        ON _id = _source ORDER BY hash(id) LIMIT 2""")
    ((paper,),) = graphkit.engine.rows("SELECT id FROM node_paper ORDER BY hash(id) LIMIT 1")
    return {"author": authors[0][0], "other": authors[1][0], "paper": paper}


def _compiling(graphkit: Graphkit) -> float:
    """Milliseconds from text to SQL, the median over the questions, each several times."""
    catalogue = graphkit.session.catalogue
    searches = Searches(graphkit.engine.connection, catalogue)
    types = dict.fromkeys(("author", "other", "paper"), STRING)
    return statistics.median(
        _timed(lambda q=question: compile_query(parse(q.cypher).query, catalogue, types, searches))[0]  # type: ignore[misc]
        for question in QUESTIONS
        for _ in range(20)
    )


if __name__ == "__main__":
    main()
