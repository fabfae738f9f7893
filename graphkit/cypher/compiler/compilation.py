"""What is shared while one query is compiled, and the plan that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.suggest import suggestion
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import NULL, Type, Value, uncertain
from graphkit.cypher.values import boxes, sql
from graphkit.errors import CypherParameterError

if TYPE_CHECKING:
    from graphkit.cypher.compiler.frames import Frame
    from graphkit.cypher.compiler.projection import Table
    from graphkit.cypher.searches import Searches


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result: its name and how its values are represented."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Anchor:
    """A node given by the unique key of its table: looked up before the query runs, then a parameter of it.

    Attributes:
        placeholder: the placeholder that its id fills.
        query: the look-up.
        parameters: the placeholders of the look-up.
        clause: SKIP or LIMIT where it computes, boxed, their number of rows instead.
    """

    placeholder: str
    query: str
    parameters: tuple[str, ...]
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled query.

    Attributes:
        query: its SQL, with named placeholders.
        placeholders: the placeholders in it.
        columns: the columns of the result.
        parameters: for each placeholder, the query parameter that fills it and the type it is sent as.
        anchors: look-ups to run first, each of which fills a placeholder.
        warnings: what the query probably did not mean.
    """

    query: str
    placeholders: frozenset[str]
    columns: tuple[Column, ...]
    parameters: dict[str, tuple[str, Type]]
    anchors: tuple[Anchor, ...]
    warnings: tuple[str, ...]


class Clauses(Protocol):
    """What expressions need of the compiler of clauses, which in its turn needs them."""

    def query(self, frame: Frame, query: ast.Query) -> Table | None:
        """Compile a query in the frame given; None where it returns nothing."""

    def rows(self, frame: Frame, query: ast.Query) -> sql.Query:
        """A query of which only the rows count, with or without RETURN."""

    def match(self, frame: Frame, clause: ast.Match) -> None:
        """Add a MATCH to the frame."""


@dataclass(slots=True)
class Compilation:
    """The state of one compilation.

    Attributes:
        catalogue: the graph's tables.
        parameter_types: types of the parameters given.
        clauses: compiles the queries inside expressions.
        searches: the session's searches for shortest paths, which the SQL calls by number.
    """

    catalogue: Catalogue
    parameter_types: Mapping[str, Type]
    clauses: Clauses
    searches: Searches
    parameters: dict[str, tuple[str, Type]] = field(default_factory=dict)
    anchors: dict[tuple[str, str], Anchor] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def alias(self, prefix: str) -> str:
        """A name that is used only once in the query."""
        number = self._counts.get(prefix, 0)
        self._counts[prefix] = number + 1
        return f"{prefix}{number}"

    def parameter(self, node: ast.Parameter) -> Value:
        """The value of a parameter; an ANY is sent boxed.

        Raises:
            CypherParameterError: it was not given.
        """
        if node.name not in self.parameter_types:
            raise CypherParameterError(
                f"the parameter ${node.name} was not given", offset=node.at, remedy="Give it a value"
            )
        type_ = self.parameter_types[node.name]
        if type_ == NULL:
            return Value(sql.null(), uncertain(NULL))
        placeholder = next((key for key, (name, _) in self.parameters.items() if name == node.name), None)
        if placeholder is None:
            placeholder = self.alias("p")
            self.parameters[placeholder] = (node.name, type_)
        return Value(sql.cast(exp.Placeholder(this=placeholder), boxes.duckdb_type(type_)), type_)

    def anchor(self, query: exp.Expression) -> exp.Expression:
        """The id that a look-up query gives, as a placeholder; equal look-ups share one."""
        return self._looked_up(query, "")

    def number(self, query: exp.Expression, clause: str) -> exp.Expression:
        """The number of rows for SKIP or LIMIT that a query computes, as a placeholder."""
        return self._looked_up(query, clause)

    def _looked_up(self, query: exp.Expression, clause: str) -> exp.Expression:
        text = query.sql("duckdb")
        if (text, clause) not in self.anchors:
            used = tuple(sorted({place.name for place in query.find_all(exp.Placeholder)}))
            self.anchors[text, clause] = Anchor(self.alias("a"), text, used, clause)
        return sql.cast(exp.Placeholder(this=self.anchors[text, clause].placeholder), "BIGINT")

    def warn(self, kind: str, name: str, known: tuple[str, ...] | frozenset[str]) -> None:
        """Note a name that the graph does not have."""
        self.warnings[f"the graph has no {kind} `{name}`{suggestion(name, known)}"] = None
