"""Linked data: the graph as N-Triples, N-Quads, Turtle, TriG, JSON-LD or RDF/XML, streamed in flat memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.atomic import FileSet
from graphkit.exports.rdf.description import Description, description_path
from graphkit.exports.rdf.options import check_base, check_licence
from graphkit.exports.rdf.refusals import Refused, find_refused
from graphkit.exports.rdf.scope import Scope
from graphkit.exports.rdf.sink import COMPRESSIONS, Sink, WrittenFile
from graphkit.exports.rdf.steps import Steps
from graphkit.exports.rdf.syntax import Syntax
from graphkit.exports.rdf.syntax_jsonld import JsonLd
from graphkit.exports.rdf.syntax_lines import NQuads, NTriples
from graphkit.exports.rdf.syntax_rdfxml import RdfXml
from graphkit.exports.rdf.syntax_turtle import TriG, Turtle
from graphkit.exports.rdf.template import Block, Element
from graphkit.exports.rdf.templates import ELEMENTS, PARTS, PROFILES
from graphkit.exports.rdf.writer import Progress, Writer
from graphkit.vocabulary import BASE

_ALL = (NTriples(), NQuads(), Turtle(), TriG(), JsonLd(), RdfXml())

SYNTAXES: dict[str, Syntax] = {syntax.name: syntax for syntax in _ALL}
"""Formats by name."""

MEGABYTES = 40
"""What DuckDB may take of the 200 MB that an export stays below; Python and the libraries take the rest."""


@dataclass(frozen=True)
class RdfReport:
    """What an RDF export wrote.

    Attributes:
        files: the finished files, in order.
        triples: triples (or quads) written, all files together.
        counts: triples by element, subject and predicate.
        refused: values left out, each with the reason.
    """

    files: list[WrittenFile]
    triples: int
    counts: dict[tuple[str, str, str], int] = field(repr=False)
    refused: list[Refused] = field(repr=False)


def export(  # noqa: PLR0913 - the options of the command
    engine: Engine,
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 - named after the option
    profile: str = "full",
    base: str = BASE,
    what: Sequence[str] = PARTS,
    part_triples: int | None = None,
    annotate: bool = False,
    licence: str | None = None,
    title: str | None = None,
    progress: Progress | None = None,
) -> RdfReport:
    """Write the graph as RDF, and beside it a description; values left out are listed in a file of their own.

    Beside `out.nt` stand `out.nt.void.ttl` and, where values were left out, `out.nt.refused.csv`.

    Args:
        engine: the session of a graph file that graphkit built.
        path: the file; its ending names the format, as `.ttl`, before `.gz` or `.zst` where it is to be
            compressed.
        format: name of the format where the ending does not tell.
        profile: which vocabularies: one of PROFILES.
        base: base of the IRIs minted for what has no public identifier.
        what: which parts: some of PARTS.
        part_triples: begin a new file after so many triples; part n of `out.nt` is `out.n.nt`.
        annotate: let each co-authorship reify its triple, for tools that read RDF 1.2.
        licence: IRI of the licence of the data, for the description.
        title: title of the dataset, for the description.
        progress: told a stage's name, how much is done, and how much there is.

    Raises:
        ExportError: an option is wrong, or the graph is none that graphkit built.
    """
    check_base(base)
    if licence is not None:
        check_licence(licence)
    syntax = _syntax(path, format)
    if annotate and not syntax.annotates:
        raise ExportError(
            f"{syntax.name} cannot hold triples about triples",
            where=str(path),
            remedy="Write .nt, .nq, .ttl or .trig, or leave the annotation out",
        )
    elements = _elements(profile, what, annotate=annotate)
    with FileSet() as files, engine.session(threads=1, megabytes=MEGABYTES) as session:
        columns, refused = find_refused(session, xml=syntax.xml)
        sink = Sink(files, path, syntax, part_triples)
        steps = Steps(session, Scope(base, columns, by_source=syntax.quads), elements)
        writer = Writer(steps, syntax, sink, progress or _silent)
        with sink.opened():
            writer.write()
        description = Description(session, base, syntax, licence, title)
        with files.open(description_path(path)) as file:
            file.write(description.text(sink.written, elements, writer.counts).encode())
        if refused:
            _list_refused(files, path, refused)
    return RdfReport(sink.written, sum(file.triples for file in sink.written), dict(writer.counts), refused)


def _list_refused(files: FileSet, path: Path, refused: list[Refused]) -> None:
    """Write the values left out as a table beside the export."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["table", "key", "property", "value", "reason"])
    writer.writerows([row.table, row.key, row.property, row.value, row.reason] for row in refused)
    with files.open(path.with_name(f"{path.name}.refused.csv")) as file:
        file.write(text.getvalue().encode())


def _silent(_stage: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def _syntax(path: Path, name: str | None) -> Syntax:
    if name is not None and name not in SYNTAXES:
        raise ExportError(
            f"there is no RDF format named {name!r}", remedy=f"Choose one of: {', '.join(SYNTAXES)}"
        )
    if name is not None:
        return SYNTAXES[name]
    bare = path.with_suffix("") if path.suffix in COMPRESSIONS else path
    for syntax in SYNTAXES.values():
        if bare.suffix == syntax.suffix:
            return syntax
    suffixes = ", ".join(syntax.suffix for syntax in SYNTAXES.values())
    raise ExportError(
        "the file's ending names no RDF format",
        where=str(path),
        remedy=f"End it in one of {suffixes} (and .gz or .zst), or give the format",
    )


def _elements(profile: str, what: Sequence[str], *, annotate: bool) -> tuple[Element, ...]:
    """The elements and templates of a profile, as far as they belong to the parts asked for."""
    if profile not in PROFILES:
        raise ExportError(
            f"there is no profile named {profile!r}", remedy=f"Choose one of: {', '.join(PROFILES)}"
        )
    unknown = [part for part in what if part not in PARTS]
    if unknown:
        raise ExportError(f"there is no part named {unknown[0]!r}", remedy=f"Choose from: {', '.join(PARTS)}")
    selected = []
    for element in ELEMENTS:
        blocks = tuple(_block(block, profile, what, annotate=annotate) for block in element.blocks)
        if (not element.part or element.part in what) and any(block.templates for block in blocks):
            selected.append(replace(element, blocks=tuple(block for block in blocks if block.templates)))
    return tuple(selected)


def _block(block: Block, profile: str, what: Sequence[str], *, annotate: bool) -> Block:
    """The templates of a block that are written."""
    templates = (
        t
        for t in block.templates
        if profile in t.profiles and (not t.part or t.part in what) and (annotate or t.kind != "statement")
    )
    return replace(block, templates=tuple(templates))
