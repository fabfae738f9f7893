"""SPARQL packs: the .rq files of queries/sparql, each the mirror of a Cypher pack named in its header.

A header line `# param author: …` declares a parameter, which stands in the query as `$author`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graphkit.errors import PackError

_MIRRORS = re.compile(r"^# mirrors: (\S+)$", re.MULTILINE)
_PARAMETER = re.compile(r"^# param (\w+):", re.MULTILINE)


@cache
def shipped() -> dict[str, str]:
    """The text of each pack by its name, as `sparql/top_pairs`."""
    folder = files("graphkit.queries").joinpath("sparql")
    found = sorted((path.name, path) for path in folder.iterdir() if path.name.endswith(".rq"))
    return {f"sparql/{name.removesuffix('.rq')}": path.read_text(encoding="utf-8") for name, path in found}


def mirrored(text: str) -> str:
    """The name of the Cypher pack that a SPARQL pack mirrors.

    Raises:
        PackError: it names none.
    """
    match = _MIRRORS.search(text)
    if match is None:
        raise PackError("a SPARQL pack names the Cypher pack that it mirrors: `# mirrors: theme/name`")
    return match[1]


def check_parameters(name: str, values: Mapping[str, Any]) -> None:
    """See that a shipped pack gets exactly the parameters that it declares.

    Raises:
        PackError: one is missing or not declared.
    """
    declared = set(_PARAMETER.findall(shipped()[name]))
    for parameter in sorted(declared ^ values.keys()):
        problem = "needs" if parameter in declared else "has no"
        raise PackError(f"{name} {problem} parameter {parameter!r}", remedy="`--param name=value` gives one")
