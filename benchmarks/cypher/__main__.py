"""Measures Cypher on a synthetic graph beside peers that answer the same questions.

    python -m benchmarks.cypher --papers 1000000 [--neo4j URI --password WORD --neo4j-pid PID] [--without Ladybug]

Each peer runs in a process of its own, one after the other. Times are the best of several runs in milliseconds, the
first one in brackets; answers are compared with graphkit's. Memory is the peak of the peer's process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.cypher import synthetic
from benchmarks.cypher.measuring import Measured, measure
from benchmarks.cypher.peers import Graphkit, Ladybug, Neo4j, Networkx, Peer, SqlByHand
from benchmarks.cypher.questions import QUESTIONS
from graphkit.engine import Engine


def main() -> None:
    """Measure every peer, print a table in Markdown."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic.write(folder / "graph", options.papers)
        parameters = _parameters(folder / "graph")
        before = os.getloadavg()
        measured = [
            _apart(peer, folder / "graph", parameters, options.longest) for peer in _peers(options, folder)
        ]
        print(f"{options.papers:,} papers, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"load average {before[0]:.1f} at the start, {os.getloadavg()[0]:.1f} at the end\n")
        _print(measured)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--neo4j", help="address of a server that may be filled and emptied")
    parser.add_argument("--password", default="")
    parser.add_argument("--neo4j-filled", action="store_true", help="the server holds the graph already")
    parser.add_argument("--neo4j-pid", type=int, help="process of the server, for its memory")
    parser.add_argument("--without", nargs="*", default=[], help="names of peers to leave out")
    parser.add_argument(
        "--longest", type=float, default=60, help="seconds after which nothing is asked again"
    )
    return parser.parse_args()


def _peers(options: argparse.Namespace, folder: Path) -> list[Callable[[], Peer]]:
    """How to make each peer; the SQL by hand asks the file that graphkit has written."""
    made: dict[str, Callable[[], Peer]] = {
        "graphkit": partial(Graphkit, folder / "graph.duckdb"),
        "SQL by hand": partial(SqlByHand, folder / "graph.duckdb"),
        "Ladybug": partial(Ladybug, folder / "ladybug"),
        "networkx": Networkx,
    }
    if options.neo4j:
        made["Neo4j"] = partial(
            Neo4j,
            options.neo4j,
            ("neo4j", options.password),
            longest=options.longest * 2,
            pid=options.neo4j_pid,
            filled=options.neo4j_filled,
        )
    return [make for name, make in made.items() if name not in options.without]


def _apart(make: Callable[[], Peer], folder: Path, parameters: dict[str, str], longest: float) -> Measured:
    """Measure a peer in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, make, folder, parameters, longest).result()


def _parameters(folder: Path) -> dict[str, str]:
    """Two authors of 25 to 33 papers, and a paper."""
    with Engine(threads=2) as engine:
        authors = engine.rows(f"""
            SELECT source FROM '{folder}/authored.parquet' GROUP BY 1 HAVING count(*) BETWEEN 25 AND 33
            ORDER BY hash(source) LIMIT 2""")
        ((paper,),) = engine.rows(f"SELECT id FROM '{folder}/paper.parquet' ORDER BY hash(id) LIMIT 1")
    return {"author": authors[0][0], "other": authors[1][0], "paper": paper}


def _print(measured: list[Measured]) -> None:
    """One row a question, one column a peer; graphkit's share of the SQL by hand at the end."""
    names = [peer.name for peer in measured]
    by_name = dict(zip(names, measured, strict=True))
    _print_row("", [*names, "graphkit / SQL"])
    _print_row("---", ["---:"] * (len(names) + 1))
    for question in QUESTIONS:
        wanted = measured[0].cells[question.name].answer
        cells = [_cell(peer, question.name, wanted) for peer in measured]
        _print_row(question.name, [*cells, _ratio(by_name, partial(_best, question.name))])
    _print_row(
        "load, s",
        [
            *(f"{peer.load:.1f}" if peer.load >= 0.05 else "-" for peer in measured),
            _ratio(by_name, lambda peer: peer.load),
        ],
    )
    _print_row("peak memory, MB", [*(f"{peer.peak:,.0f}" if peer.peak else "?" for peer in measured), ""])
    print(f"\nCompiling takes {measured[0].compiling:.2f} ms, the median over the questions.")


def _cell(peer: Measured, question: str, wanted: str) -> str:
    cell = peer.cells[question]
    if cell.problem:
        return cell.problem
    return f"{cell.best:,.1f} ({cell.first:,.1f}){'' if cell.answer == wanted else ' differs'}"


def _best(question: str, peer: Measured) -> float:
    return peer.cells[question].best


def _ratio(peers: dict[str, Measured], of: Callable[[Measured], float]) -> str:
    if not {"graphkit", "SQL by hand"} <= peers.keys():
        return ""
    hand = of(peers["SQL by hand"])
    return f"{of(peers['graphkit']) / hand:.2f}" if hand else ""


def _print_row(title: str, cells: list[str]) -> None:
    print(f"| {title} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
