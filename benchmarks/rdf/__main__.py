"""Seconds, triples a second and peak memory of RDF exports, beside rdflib and pyoxigraph on the same graph.

    python -m benchmarks.rdf GRAPH.duckdb [--formats nt,ttl,…] [--others]
    python -m benchmarks.rdf --synthetic 400000            # papers; some 43 million triples

Every measurement runs in a process of its own, from the graph file to the finished file on the disk; memory is
the peak of the whole process, Python and libraries included. The others are given the finished N-Triples file
and time to parse it and to write it again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FORMATS = ("nt", "ttl", "nq", "trig", "jsonld", "rdf")


def graphkit(graph: str, out: str) -> int:
    """Export a graph file; the ending of `out` names the format."""
    from graphkit.engine import Engine  # noqa: PLC0415 - measured with its imports
    from graphkit.exports import export  # noqa: PLC0415

    with Engine(Path(graph), read_only=True) as engine:
        return int(export(engine, "rdf", out).triples)


def pyoxigraph(triples: str, out: str) -> int:
    """Parse N-Triples and write the format that `out` names, in a stream."""
    import pyoxigraph as ox  # noqa: PLC0415 - measured with its imports

    form = ox.RdfFormat.from_extension(Path(out).suffix[1:])
    count = 0

    def counted() -> object:
        nonlocal count
        for quad in ox.parse(path=triples, format=ox.RdfFormat.N_TRIPLES):
            count += 1
            yield quad.triple

    ox.serialize(counted(), out, format=form)
    return count


def rdflib(triples: str, out: str) -> int:
    """Parse N-Triples into a graph in memory, and write it."""
    import rdflib as library  # noqa: PLC0415 - measured with its imports

    graph = library.Graph().parse(triples, format="nt")
    form = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}[Path(out).suffix[1:]]
    graph.serialize(out, format=form, encoding="utf-8")
    return len(graph)


WORK: dict[str, Callable[[str, str], int]] = {
    "graphkit": graphkit,
    "pyoxigraph": pyoxigraph,
    "rdflib": rdflib,
}


def measured(tool: str, source: Path, out: Path, limit: float | None) -> dict[str, float] | None:
    """Run one piece of work in a process of its own; None where it takes longer than `limit` seconds."""
    command = [sys.executable, "-m", "benchmarks.rdf", "--work", tool, str(source), str(out)]
    try:
        run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    result: dict[str, float] = json.loads(run.stdout)
    return result


def work(tool: str, source: str, out: str) -> None:
    """The process of `measured`: prints its numbers as JSON."""
    start, busy = time.perf_counter(), time.process_time()
    triples = WORK[tool](source, out)
    print(
        json.dumps(
            {
                "triples": triples,
                "seconds": time.perf_counter() - start,
                "cpu": time.process_time() - busy,
                "megabytes": peak_megabytes(),
            }
        )
    )


def peak_megabytes() -> float:
    """Peak memory of this process; what getrusage tells includes the parent's before the program was loaded."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def report(tool: str, source: Path, out: Path, limit: float | None = None) -> None:
    """Measure and print one line."""
    r = measured(tool, source, out, limit)
    if r is None:
        print(f"{tool:10} {out.suffix[1:]:7} not done in {limit:g} s", flush=True)
        return
    print(
        f"{tool:10} {out.suffix[1:]:7} {r['triples']:12,.0f} triples {r['seconds']:8.1f} s {r['cpu']:8.1f} s busy"
        f" {r['triples'] / r['seconds']:12,.0f} /s {r['megabytes']:7.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument(
        "--synthetic", type=int, metavar="PAPERS", help="make a graph of so many papers first"
    )
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--others", action="store_true", help="measure pyoxigraph and rdflib too")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds that the others may take")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(*given.work)
        return
    with tempfile.TemporaryDirectory() as folder:
        graph = given.graph
        if given.synthetic:
            from benchmarks.rdf.synthetic import make_graph  # noqa: PLC0415 - seldom needed

            graph = Path(folder) / "synthetic.duckdb"
            make_graph(graph, given.synthetic)
        if graph is None:
            parser.error("give a graph file, or --synthetic")
        print(f"{graph.name}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
        for form in given.formats.split(","):
            report("graphkit", graph, Path(folder) / f"out.{form}")
        if given.others:
            triples = Path(folder) / "all.nt"
            graphkit(str(graph), str(triples))
            for form in (form for form in given.formats.split(",") if form not in {"nq", "trig"}):
                report("pyoxigraph", triples, Path(folder) / f"other.{form}", given.limit)
                report("rdflib", triples, Path(folder) / f"other.{form}", given.limit)


if __name__ == "__main__":
    main()
