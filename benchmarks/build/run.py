"""Seconds and peak memory of each stage of a build.

    python benchmarks/build/run.py                        synthetic pages of 10,000 papers
    python benchmarks/build/run.py --papers 300000 --table    a synthetic table of mentions
    python benchmarks/build/run.py SOURCE...              real sources

Each run prints one table: seconds on the clock, seconds of all processors, and memory: the resident set of the whole
process, sampled every 10 ms (Linux only).
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

from corpus import write_pages, write_table

from graphkit.build_options import build_options
from graphkit.engine import Engine
from graphkit.pipeline import build
from graphkit.stores.digest import digest


class Meter:
    """Told of stages as a build's progress is; keeps seconds, processor seconds and peak memory of each."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float, float]] = {}
        self._name = ""
        self._start = self._now()
        self._peak = 0.0
        self._stopped = threading.Event()
        self._sampler = threading.Thread(target=self._sample)
        self._sampler.start()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """End the stage before this one when its name is another."""
        name = stage if total == 1 else "read"
        if name != self._name:
            self.end()
            self._name = name

    def end(self) -> None:
        """End the current stage."""
        now = self._now()
        clock, processor, peak = self.stages.get(self._name, (0.0, 0.0, 0.0))
        if self._name:
            clock, processor = clock + now[0] - self._start[0], processor + now[1] - self._start[1]
            self.stages[self._name] = (clock, processor, max(peak, self._peak))
        self._start, self._peak = now, 0.0

    def stop(self) -> None:
        """End the last stage and the sampling."""
        self.end()
        self._stopped.set()
        self._sampler.join()

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    def _sample(self) -> None:
        while not self._stopped.wait(0.01):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            self._peak = max(self._peak, pages * 4096 / 1e6)


def measure(sources: list[Path], threads: int, memory: str) -> None:
    """Build into a file and print the table of stages, the counts, and the time of a digest."""
    meter = Meter()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "graph.duckdb"
        try:
            result = build(
                sources, out, options=build_options(threads=threads, memory=memory), progress=meter
            )
        finally:
            meter.stop()
        print(f"{'stage':24}{'seconds':>9}{'cpu s':>9}{'peak MB':>9}")
        for stage, (clock, processor, peak) in meter.stages.items():
            print(f"{stage:24}{clock:9.2f}{processor:9.2f}{peak:9.0f}")
        clocks, processors, peaks = zip(*meter.stages.values(), strict=True)
        print(f"{'all':24}{sum(clocks):9.2f}{sum(processors):9.2f}{max(peaks):9.0f}")
        start = time.perf_counter()
        with Engine(out, read_only=True) as engine:
            value = digest(engine)
        print(
            f"digest {value[:12]}… in {time.perf_counter() - start:.2f} s; file {out.stat().st_size / 1e6:.0f} MB"
        )
    summary = result.summary
    print(
        f"{summary.papers.papers:,} papers, {summary.authors.mentions:,} mentions, "
        f"{summary.authors.authors:,} authors, {summary.coauthorship.pairs:,} pairs"
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--table", action="store_true", help="a table of mentions in place of pages")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="4GB")
    given = parser.parse_args()
    if given.sources:
        measure(given.sources, given.threads, given.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.table:
            sources = [Path(folder) / "mentions.csv"]
            write_table(sources[0], given.papers)
        else:
            sources = [Path(folder)]
            write_pages(Path(folder), given.papers)
        measure(sources, given.threads, given.memory)


if __name__ == "__main__":
    main()
