"""The openCypher kit's cases, read from ../shared, and the graphs they run on."""

from __future__ import annotations

import datetime
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine
from graphkit.results import Duration
from graphkit.stores.tables import load_graph

_TEMPORAL_CALL = re.compile(r"\b(date|time|localtime|datetime|localdatetime|duration)(\.\w+)?\(")

CASES = Path("data", "cypher", "tck_cases.jsonl.gz")
"""The file, under the folder of shared data."""


@dataclass(frozen=True)
class Case:
    """One scenario: `expect` holds columns and rows or an error; Neo4j's where it differs from the kit."""

    id: str
    category: str
    graph: dict[str, Any]
    query: str
    parameters: dict[str, Any]
    expect: dict[str, Any]

    @property
    def temporal(self) -> bool:
        """Whether dates, times or durations occur in it."""
        return "$temporal" in str(self.graph) or _TEMPORAL_CALL.search(self.query) is not None


def read_cases(shared: Path) -> Iterator[Case]:
    """All cases, in the order of the file."""
    with gzip.open(shared / CASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            expect = {**case["expect"], **case["neo4j"]} if "neo4j" in case else case["expect"]
            if "rows" in case.get("neo4j", {}):
                expect.pop("error", None)
            yield Case(
                case["id"], case["category"], case["graph"], case["query"], _plain(case["parameters"]), expect
            )


def _plain(value: Any) -> Any:
    """A parameter's or property's value as Python has it."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$float" in value:
        return float(value["$float"])
    if "$map" in value:
        return _plain(value["$map"])
    if "$temporal" in value:
        return _temporal(value["type"], value["$temporal"])
    return {key: _plain(item) for key, item in value.items()}


def _temporal(kind: str, text: str) -> datetime.date | datetime.time | Duration:
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind != "duration":
        # No store here takes a time of day, so any one will do: the store has to refuse it.
        return datetime.datetime(1, 1, 1, tzinfo=datetime.UTC) if "date" in kind else datetime.time()
    parts = {unit: float(number) for number, unit in re.findall(r"(-?[\d.]+)([YMD])", text.partition("T")[0])}
    clock = {
        unit: Decimal(number) for number, unit in re.findall(r"(-?[\d.]+)([HMS])", text.partition("T")[2])
    }
    nanoseconds = int((clock.get("H", 0) * 3600 + clock.get("M", 0) * 60 + clock.get("S", 0)) * 10**9)
    months = int(parts.get("Y", 0) * 12 + parts.get("M", 0))
    return Duration(months, int(parts.get("D", 0)), *divmod(nanoseconds, 10**9))


class Graphs:
    """Sessions over the cases' graphs, one for each different graph."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[Engine, CypherSession]] = {}

    def session(self, graph: dict[str, Any]) -> CypherSession:
        """The session over a case's graph."""
        key = json.dumps(graph, sort_keys=True)
        if key not in self._open:
            engine = Engine(threads=1)
            catalogue = load_graph(
                engine,
                ((node["id"], node["labels"], _plain(node["properties"])) for node in graph["nodes"]),
                ((r["start"], r["end"], r["type"], _plain(r["properties"])) for r in graph["relationships"]),
            )
            self._open[key] = engine, CypherSession(engine, catalogue)
        return self._open[key][1]

    def close(self) -> None:
        """Close every engine."""
        for engine, _ in self._open.values():
            engine.close()
        self._open.clear()
