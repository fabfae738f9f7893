"""The cases that do not go right, each with the reason: exceptions.tsv, one `id, verdict, reason` a line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("exceptions.tsv")


@dataclass(frozen=True)
class Exceptional:
    """A case that is known to be refused or wrong, and why."""

    id: str
    verdict: str
    reason: str


def read_exceptions() -> dict[str, Exceptional]:
    """The exceptions by the id of their case."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [Exceptional(*row) for row in csv.reader(lines, delimiter="\t")]
    return {row.id: row for row in rows}
