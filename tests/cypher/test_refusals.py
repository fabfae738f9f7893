"""docs/cypher.md lists everything that is refused: each example is, and no refusal of the code lacks one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import graphkit
from graphkit.errors import CypherError
from tests.conftest import ROOT

CYPHER = ROOT / "graphkit" / "cypher"
_PAGE = (ROOT / "docs" / "cypher.md").read_text(encoding="utf-8")
_TABLE = _PAGE[_PAGE.index("## Refused") : _PAGE.index("## Functions")]
EXAMPLES = [example.replace(r"\|", "|") for example in re.findall(r"^\| `((?:[^`])+)`", _TABLE, re.MULTILINE)]
_LIMITS = ("the query nests deeper", "the query has", "the expression is too deep")
_NEVER = ("a repetition inside a repetition",)  # the parser refuses it before


def _places_of(error: BaseException) -> Iterator[tuple[str, int]]:
    """File and line of each step that the error took."""
    step = error.__traceback__
    while step is not None:
        yield Path(step.tb_frame.f_code.co_filename).name, step.tb_lineno
        step = step.tb_next


def _refusals() -> Iterator[tuple[str, int]]:
    """Where the code raises one, but for limits on size and what is not sent to a server."""
    for file in sorted(CYPHER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Raise) or file.name == "policy.py":
                continue
            raised = ast.unparse(node)
            if re.search(r"\.unsupported\(|\bCypherUnsupportedError\(", raised) and not any(
                text in raised for text in (*_LIMITS, *_NEVER)
            ):
                yield file.name, node.lineno


def _error(example: str) -> CypherError:
    network = nx.MultiDiGraph()
    network.add_edge(1, 2, type="R")
    with pytest.raises(CypherError) as caught:
        graphkit.open(network).cypher(example)
    return caught.value


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_refused(example: str) -> None:
    assert _error(example).kind == "Unsupported"


def test_every_refusal_has_an_example() -> None:
    shown = {place for example in EXAMPLES for place in _places_of(_error(example))}
    refusals = set(_refusals())
    assert len(refusals) > 10
    assert not refusals - shown
