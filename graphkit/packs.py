"""Packs: Cypher queries with a header that says what they answer, kept as plain files in queries/.

A pack is a `.cypher` file that starts with comment lines and goes on with one query:

    // title: Top co-author pairs
    // question: Which two authors wrote the most papers together?
    // method: Full counting: every joint paper counts one.
    // param limit: integer = 10 | how many pairs
    // column author_a: string | name of one author

A parameter without `= default` must be given. The query itself is everything after the header, so the whole
file runs unchanged in Neo4j Browser once its parameters are set there.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from graphkit.errors import PackError

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
    "list": (list,),
    "any": (object,),
}
"""Types a header may name, and the Python types that fit."""

_HEADER = re.compile(r"//\s*(title|question|method)\s*:\s*(.+)")
_FIELD = re.compile(r"//\s*(param|column)\s+(\w+)\s*:\s*(\w+)\s*(?:=\s*(.+?)\s*)?\|\s*(.+)")
_PARAMETER_IN_TEXT = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a pack; without a default it must be given."""

    name: str
    type: str
    doc: str
    required: bool
    default: Any = None

    def value(self, given: object, pack: str) -> Any:
        """The value to bind: text from a command line is read as the declared type.

        Raises:
            PackError: the value is not of the declared type.
        """
        value = _from_text(given, self.type) if isinstance(given, str) else given
        fits = isinstance(value, TYPES[self.type]) and (
            self.type in ("boolean", "any") or not isinstance(value, bool)
        )
        if not (fits or value is None):
            raise PackError(
                f"parameter {self.name} takes a value of type {self.type}, not {given!r}",
                where=pack,
                subject=given,
            )
        return value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a pack's answer."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One query with its header.

    Attributes:
        name: theme and file name, as `collaboration/top_pairs`.
        text: the query, without the header.
        source: the whole file.
    """

    name: str
    title: str
    question: str
    method: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    source: str

    def bind(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Every declared parameter with its value: the given one, else the default.

        Raises:
            PackError: a parameter is unknown, missing, or of another type.
        """
        known = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in known:
                takes = f"It takes {', '.join(known)}" if known else "It takes none"
                raise PackError(f"there is no parameter {name}", where=self.name, remedy=takes, subject=name)
        missing = [p.name for p in self.parameters if p.required and p.name not in given]
        if missing:
            raise PackError(
                f"the parameter {missing[0]} is missing",
                where=self.name,
                remedy=f"Give it with --param {missing[0]}=VALUE, or {missing[0]}=… in Python",
                subject=missing[0],
            )
        return {
            p.name: p.value(given[p.name], self.name) if p.name in given else p.default
            for p in self.parameters
        }

    def check_columns(self, columns: Sequence[str]) -> None:
        """Hold the columns of an answer against the header.

        Raises:
            PackError: they differ.
        """
        declared = [column.name for column in self.columns]
        if list(columns) != declared:
            raise PackError(
                f"the query returns {', '.join(columns)}, its header declares {', '.join(declared)}",
                where=self.name,
                remedy="Make header and RETURN agree",
            )


def _from_text(text: str, kind: str) -> object:
    """A value written on a command line; what cannot be read as `kind` stays text and is refused later."""
    try:
        if kind == "boolean":
            return {"true": True, "false": False}.get(text.lower(), text)
        if kind in ("integer", "float"):
            return int(text) if kind == "integer" else float(text)
        if kind == "list":
            return json.loads(text)
    except ValueError:
        return text
    return text


def parse(name: str, source: str) -> Pack:
    """Read a pack from its text.

    Raises:
        PackError: the header lacks a part, declares something twice, or does not fit the query's parameters.
    """
    heads: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    lines = source.splitlines()
    body = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("//")), len(lines))
    for number, line in enumerate(lines[:body], 1):
        where = f"{name}:{number}"
        if head := _HEADER.fullmatch(line):
            _once(head[1], heads, where)
            heads[head[1]] = head[2].strip()
        elif field := _FIELD.fullmatch(line):
            kind, field_name, type_name, default, doc = field.groups()
            if type_name not in TYPES:
                raise PackError(
                    f"unknown type {type_name}", where=where, remedy=f"Use one of {', '.join(TYPES)}"
                )
            if kind == "param":
                _once(field_name, [p.name for p in parameters], where)
                value = None if default is None else _default(default, where)
                parameters.append(Parameter(field_name, type_name, doc, default is None, value))
            else:
                _once(field_name, [c.name for c in columns], where)
                columns.append(Column(field_name, type_name, doc))
        elif line.strip():
            raise PackError(f"a header line is not understood: {line}", where=where)
    text = "\n".join(lines[body:]).strip() + "\n"
    pack = Pack(
        name, heads.get("title", ""), heads.get("question", ""), heads.get("method", ""),
        tuple(parameters), tuple(columns), text, source,
    )  # fmt: skip
    _check(pack)
    return pack


def _once(name: str, known: Iterable[str], where: str) -> None:
    if name in known:
        raise PackError(f"{name} is declared twice", where=where)


def _default(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise PackError(
            f"the default {text} is not JSON", where=where, remedy='Write text in "quotes"'
        ) from error


def _check(pack: Pack) -> None:
    """What a header must hold: title, question, columns, and exactly the parameters that the query names."""
    for part in ("title", "question"):
        if not getattr(pack, part):
            raise PackError(f"the header has no {part}", where=pack.name)
    if not pack.columns:
        raise PackError("the header declares no column", where=pack.name)
    used = set(_PARAMETER_IN_TEXT.findall(pack.text))
    declared = {parameter.name for parameter in pack.parameters}
    if used != declared:
        odd = ", ".join(sorted(used ^ declared))
        raise PackError(f"header and query do not name the same parameters: {odd}", where=pack.name)


@cache
def shipped() -> dict[str, Pack]:
    """All packs that come with graphkit, by name, in code point order.

    Raises:
        PackError: two packs have the same title, or one is malformed.
    """
    found: dict[str, Pack] = {}
    titles: dict[str, str] = {}
    for name, file in sorted(_walk(files("graphkit.queries"), "")):
        pack = parse(name, file.read_text(encoding="utf-8"))
        if pack.title in titles:
            raise PackError(f"has the title of {titles[pack.title]}", where=name)
        titles[pack.title] = name
        found[name] = pack
    return found


def _walk(folder: Traversable, prefix: str) -> Iterable[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".cypher"):
            yield f"{prefix}{entry.name.removesuffix('.cypher')}", entry


def load(name: str) -> Pack:
    """A shipped pack by its name, or a pack of one's own by the path of its `.cypher` file.

    Raises:
        PackError: there is none of that name, or it is malformed.
    """
    packs = shipped()
    if name in packs:
        return packs[name]
    if name.endswith(".cypher"):
        path = Path(name)
        if not path.is_file():
            raise PackError("there is no such file", where=name)
        return parse(name, path.read_text(encoding="utf-8"))
    near = difflib.get_close_matches(name, [*packs, *(n.split("/")[-1] for n in packs)], n=1)
    by_last = [full for full in packs if full.split("/")[-1] == (near[0] if near else None)]
    remedy = f"Did you mean {by_last[0] if by_last else near[0]}?" if near else "`graphkit packs` lists them"
    raise PackError(f"there is no pack {name}", remedy=remedy, subject=name)
