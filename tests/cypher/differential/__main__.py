"""Compares graphkit with a real Neo4j on random queries and reports what differs.

    python -m tests.cypher.differential --count 30000 --seed 1 --jobs 2 [--report FILE]

Each job has a server of its own (see tests/neo4j). Answers are kept in the cache folder, so that a second run
with the same seed asks only what changed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.cypher.differential.jobs import Job, Tally, do


def main() -> None:
    """Run, print counts, write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--uri", help="a server to use instead; it must hold nothing, and serves one job")
    parser.add_argument("--report", type=Path, default=Path("differential.md"))
    parser.add_argument("--no-shrink", action="store_true", help="report failing queries as they are")
    options = parser.parse_args()
    start = time.perf_counter()
    share = -(-options.count // options.jobs)
    jobs = [
        Job(options.seed * 100 + number, share, options.uri, not options.no_shrink)
        for number in range(options.jobs)
    ]
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as pool:
        tallies = list(pool.map(do, jobs))
    title = f"seed {options.seed}: {_write(options.report, options.seed, tallies)}"
    print(f"{title} in {time.perf_counter() - start:.0f} s; see {options.report}")


def _write(report: Path, seed: int, tallies: list[Tally]) -> str:
    """Write the report and give its first line."""
    verdicts = sum((tally.verdicts for tally in tallies), Counter())
    symptoms = sum((tally.symptoms for tally in tallies), Counter())
    examples = {symptom: text for tally in tallies for symptom, text in tally.examples.items()}
    title = f"{verdicts.total()} queries, {dict(verdicts)}"
    lines = [f"# seed {seed}: {title}", ""]
    for symptom, number in symptoms.most_common():
        lines += [f"## {number} × {symptom[0]}: {symptom[1]}", "", examples[symptom], ""]
    report.write_text("\n".join(lines), encoding="utf-8")
    return title


if __name__ == "__main__":
    main()
