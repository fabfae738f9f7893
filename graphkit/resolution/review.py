"""The review file: pairs that the rules leave undecided, in the form of an overrides file."""

from __future__ import annotations

import csv
from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import GraphFileError


def write_review(engine: Engine, path: Path) -> int:
    """Write the undecided pairs of authors as CSV.

    The columns are action (empty, to be filled in), a, b, note, score, name_a, name_b. With `same` or
    `different` filled in, the lines can be used as overrides. The likeliest pairs come first.

    Returns:
        The number of pairs.

    Raises:
        GraphFileError: the file cannot be written.
    """
    rows = engine.rows("""
        SELECT '', a, b, evidence, score, x.name, y.name
        FROM judgement JOIN place x ON x.key = a JOIN place y ON y.key = b
        WHERE kind = 'author' AND verdict = 'unsure' ORDER BY score DESC, a, b, evidence
    """)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["action", "a", "b", "note", "score", "name_a", "name_b"])
            writer.writerows(rows)
    except OSError as error:
        raise GraphFileError(
            f"cannot be written: {error.strerror}", where=str(path), remedy="Give another path"
        ) from error
    return len(rows)
