"""What runs in the process of one query; it imports little, so that it starts fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox

from graphkit.vocabulary import PREFIXES

RESULTS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""Media types of the results of SELECT and ASK, and pyoxigraph's names of them."""

GRAPHS = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
}
"""Media types of the results of CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: its form (`rows`, `boolean` or `graph`), the media type, and the document."""

    form: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """A query as the worker gets it; values of variables as Python's str, int, float and bool."""

    store: Path
    text: str
    accept: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def work(sender: Connection, request: Request) -> None:
    """Send the answer, or the message of what is wrong with the query."""
    try:
        sender.send(_answer(request))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        sender.send(str(error))


def _answer(request: Request) -> Answer:
    store = ox.Store.read_only(str(request.store))
    graphs: list[Any] = [ox.NamedNode(iri) for iri in request.default_graphs]
    results = store.query(
        request.text,
        prefixes=PREFIXES,
        use_default_graph_as_union=not graphs,
        default_graph=graphs or None,
        named_graphs=[ox.NamedNode(iri) for iri in request.named_graphs] or None,
    )
    if isinstance(results, ox.QueryTriples):
        media_type = _accepted(request.accept, GRAPHS)
        form = getattr(ox.RdfFormat, GRAPHS[media_type])
        return Answer("graph", media_type, cast("bytes", results.serialize(format=form)))
    media_type = _accepted(request.accept, RESULTS)
    if isinstance(results, ox.QueryBoolean) and media_type in {"text/csv", "text/tab-separated-values"}:
        return Answer("boolean", "text/plain", b"true\n" if results else b"false\n")
    form = "boolean" if isinstance(results, ox.QueryBoolean) else "rows"
    body = results.serialize(format=getattr(ox.QueryResultsFormat, RESULTS[media_type]))
    return Answer(form, media_type, cast("bytes", body))


def _accepted(accept: tuple[str, ...], offered: Mapping[str, str]) -> str:
    return next((media_type for media_type in accept if media_type in offered), next(iter(offered)))
