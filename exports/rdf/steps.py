"""The steps of an export: the rows of one element after another, range after range of nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from graphkit.engine_session import Session
from graphkit.exports.rdf import relations, relations_papers
from graphkit.exports.rdf.declarations import declarations
from graphkit.exports.rdf.provenance import CLAIMS, SAID_PAPERS
from graphkit.exports.rdf.scope import Scope, all_nodes, ranges, set_range, stretches
from graphkit.exports.rdf.template import Element

ROWS_OF_A_RANGE = 20_480
ROWS_IN_GRAPHS = 14_336  # the same where rows are told once for each graph
ROWS_OF_A_STRETCH = 1 << 19  # of papers and authorships: sorted at once, and joined with all records
MEGABYTES_KEPT = 20  # what the graph's database keeps from range to range
RANGES_REMEMBERED = 16  # then it keeps nothing: it has 40 kB for blocks of each range that are long gone

_INSTITUTIONS = ("node_institution", "_id", "_id")
_AUTHORS = ("node_author", "_id", "_id")
_AFFILIATIONS = ("rel_affiliated_with", "_id", "_source")
_COAUTHORSHIPS = ("rel_coauthored_with", "_id", "_source")
_PAPERS = (
    ("node_paper", "_id", "_id"),
    (relations_papers.AUTHORSHIPS, "rowid", "paper"),
    ("rel_cites", "_id", "_source"),
)
_SAID = ((SAID_PAPERS, "rowid", "paper"), (CLAIMS, "rowid", "paper"))
_READ_BY_RANGES = (relations_papers.AUTHORSHIPS, SAID_PAPERS, CLAIMS)
_COUNTED = (("node_paper", "_id"), ("rel_authored", "_target"))
_STAGES = {
    "institution": "institutions",
    "author": "authors",
    "affiliation": "affiliations",
    "coauthorship": "co-authorships",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """What the templates of an element read, for one range."""

    element: Element
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class Done:
    """So many of a stage's nodes are done."""

    stage: str
    number: int
    of: int


class Steps:
    """Selects what the templates read, in the order of their table."""

    def __init__(self, session: Session, scope: Scope, elements: tuple[Element, ...]) -> None:
        self._session, self._scope = session, scope
        self._elements = {element.name: element for element in elements}

    def interrupt(self) -> None:
        """Stop what is selected now; called from another thread."""
        self._session.interrupt()

    def __iter__(self) -> Iterator[Rows | Done]:
        scope = self._scope
        yield from self._rows("declaration", declarations(tuple(self._elements.values())))
        yield from self._rows("source", relations.sources(scope))
        yield from self._rows("scheme", relations.schemes(scope))
        yield from self._rows("category", relations.categories(scope))
        institutions, authors = (
            all_nodes(self._session, f"node_{name}") for name in ("institution", "author")
        )
        yield from self._in_ranges("institution", relations.institutions(scope), institutions, _INSTITUTIONS)
        yield from self._in_ranges("author", relations.authors(scope), authors, _AUTHORS)
        yield from self._papers()
        yield from self._in_ranges("affiliation", relations.affiliations(scope), authors, _AFFILIATIONS)
        yield from self._in_ranges("coauthorship", relations.coauthorships(scope), authors, _COAUTHORSHIPS)

    def _rows(self, element: str, relation: str, *, has_graph: bool = False) -> Iterator[Rows]:
        if element in self._elements:
            rows = relation if has_graph else f"SELECT *, NULL::VARCHAR AS graph FROM ({relation})"
            yield Rows(self._elements[element], self._session.arrow(rows))

    def _in_ranges(
        self, element: str, relation: str, whole: tuple[int, int], table: tuple[str, str, str]
    ) -> Iterator[Rows | Done]:
        """An element, range after range of nodes."""
        if element in self._elements:
            for done in self._ranges(_STAGES[element], whole, whole, table):
                yield from self._rows(element, relation)
                yield done

    def _papers(self) -> Iterator[Rows | Done]:
        """Papers and what hangs on them, range after range, so that they stand near one another."""
        if not self._elements.keys() & {"paper", "authorship", "institution_claim"}:
            return
        tables, papers = relations_papers.tables_of_range(self._scope), relations_papers.papers(self._scope)
        claims = relations_papers.institution_claims(self._scope)
        sorted_by_paper = (*_PAPERS, *_SAID) if self._scope.by_source else _PAPERS
        whole = all_nodes(self._session, "node_paper")
        for stretch in stretches(self._session, ROWS_OF_A_STRETCH, whole, *_COUNTED):
            self._prepare(stretch)
            for done in self._ranges("papers", whole, stretch, *sorted_by_paper):
                for table, rows in tables.items():
                    self._session.keep(table, rows)
                yield from self._rows("paper", papers, has_graph=True)
                yield from self._rows("authorship", relations_papers.authorships(), has_graph=True)
                yield from self._rows("institution_claim", claims)
                yield done
            self._session.drop((*_READ_BY_RANGES, *tables))

    def _prepare(self, stretch: tuple[int, int]) -> None:
        """Make what the ranges of a stretch of papers read."""
        set_range(self._session, *stretch)
        tables = relations_papers.tables_of_stretch(self._scope)
        for table, rows in tables.items():
            self._session.forget(MEGABYTES_KEPT)
            self._session.keep(table, rows)
        self._session.drop(tables.keys() - set(_READ_BY_RANGES))

    def _ranges(
        self, stage: str, whole: tuple[int, int], part: tuple[int, int], *tables: tuple[str, str, str]
    ) -> Iterator[Done]:
        """Go from range to range of a part of all nodes; what comes out may be told once a range is done."""
        size = ROWS_IN_GRAPHS if self._scope.by_source else ROWS_OF_A_RANGE
        for number, (start, end) in enumerate(list(ranges(self._session, size, part, *tables))):
            self._session.forget(MEGABYTES_KEPT if number % RANGES_REMEMBERED else 1)
            set_range(self._session, start, end)
            yield Done(stage, end - whole[0], whole[1] - whole[0])
