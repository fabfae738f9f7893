"""Measures one peer: its load, every question, its memory. Run in a process of its own for each peer."""

from __future__ import annotations

import hashlib
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.cypher.peers import Graphkit, Peer, Rows
from benchmarks.cypher.questions import QUESTIONS, Question
from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.compiler.compilation import Plan
from graphkit.cypher.compiler.entry import compile_query
from graphkit.cypher.searches import Searches
from graphkit.cypher.syntax.parser import parse
from graphkit.cypher.types import STRING, Type

RUNS = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a peer did with a question: milliseconds of the first and of the best run, or why there are none."""

    first: float = 0.0
    best: float = 0.0
    answer: str = ""
    problem: str = ""


@dataclass(slots=True)
class Measured:
    """What was measured of one peer."""

    name: str
    load: float = 0.0
    peak: float = 0.0
    compiling: float = 0.0
    cells: dict[str, Cell] = field(default_factory=dict)


def measure(
    make: Callable[[], Peer], folder: Path, parameters: Mapping[str, str], longest: float
) -> Measured:
    """Load a peer and ask it everything.

    Args:
        make: makes the peer.
        folder: the Parquet files.
        parameters: what the questions ask about.
        longest: seconds after which a question is not asked again.
    """
    peer = make()
    measured = Measured(peer.name)
    milliseconds, _ = timed(lambda: peer.load(folder))
    measured.load = milliseconds / 1000
    for question in QUESTIONS:
        given = {name: parameters[name] for name in question.parameters}
        measured.cells[question.name] = _asked(peer, question, given, longest)
    if isinstance(peer, Graphkit):
        measured.compiling = _compiling(peer)
    measured.peak = peer.peak() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peer.close()
    return measured


def _asked(peer: Peer, question: Question, parameters: Mapping[str, str], longest: float) -> Cell:
    try:
        first, rows = timed(lambda: peer.ask(question, parameters))
        if rows is None:
            return Cell(problem="not asked")
        times = [first]
        while len(times) <= RUNS and sum(times) < longest * 1000:
            times.append(timed(lambda: peer.ask(question, parameters))[0])
    except Exception as error:  # a peer that fails is a result too
        return Cell(problem=type(error).__name__)
    return Cell(first, min(times), _digest(rows))


def _digest(rows: Rows) -> str:
    """A text that is the same for the same rows in the same order."""
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def _compiling(peer: Graphkit) -> float:
    """Milliseconds from text to SQL, the median over the questions, each several times."""
    catalogue = peer.session.catalogue
    searches = Searches(peer.engine.connection, catalogue)
    types = dict.fromkeys(("author", "other", "paper"), STRING)
    times = [
        timed(partial(_compile, question, catalogue, types, searches))[0]
        for question in QUESTIONS
        for _ in range(20)
    ]
    return statistics.median(times)


def _compile(question: Question, catalogue: Catalogue, types: Mapping[str, Type], searches: Searches) -> Plan:
    return compile_query(parse(question.cypher).query, catalogue, types, searches)


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds, and what the call gave."""
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result
