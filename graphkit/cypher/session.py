"""Running Cypher: compiled plans are kept by text and parameter types, limits are held, errors get their place."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.compiler.compilation import Plan
from graphkit.cypher.compiler.entry import ROWS, compile_query
from graphkit.cypher.explaining import analyzed, explained, profiled
from graphkit.cypher.faults import TOO_DEEP, translated
from graphkit.cypher.hydrate import Elements
from graphkit.cypher.runtime import register as runtime
from graphkit.cypher.runtime.values import NodeId, RelationshipId, decode_box
from graphkit.cypher.searches import Searches
from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parser import parse
from graphkit.cypher.types import Type
from graphkit.cypher.values import boxes
from graphkit.engine import DuckDBError, Engine
from graphkit.errors import CypherArgumentError, CypherError, CypherSyntaxError, CypherTypeError, LimitError
from graphkit.results import Result

KEPT_PLANS = 256


class CypherSession:
    """Answers Cypher queries over the tables that a catalogue describes.

    Args:
        engine: the database that holds the tables.
        catalogue: what its tables are.
    """

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._engine = engine
        self._plans: OrderedDict[tuple[object, ...], tuple[ast.Statement, Plan]] = OrderedDict()
        self._inner = engine.connection.cursor()
        self._met = Elements(self._fetch_beside, catalogue)
        self._searches = Searches(self._inner, catalogue, engine.check)
        runtime.register(engine.connection, self._properties)
        self._searches.register(engine.connection)

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> Result:
        """Answer a query; EXPLAIN gives its SQL, PROFILE what DuckDB's operators did.

        Args:
            text: the query.
            parameters: values for its `$names`.
            timeout: seconds after which it is stopped.
            max_rows: a result with more rows is refused.

        Raises:
            CypherError: the query is wrong, unsupported, or fails on a value.
            LimitError: it takes too long, too much memory, or gives too many rows.
        """
        try:
            bound = {name: boxes.parameter(value) for name, value in (parameters or {}).items()}
            types = {name: type_ for name, (_, type_) in bound.items()}
            statement, plan = self._plan(text, types, limited=max_rows is not None)
            if statement.mode == "EXPLAIN":
                return explained(plan.query, plan.warnings)
            with self._engine.deadline(timeout):
                return self._answer(
                    statement, plan, {name: value for name, (value, _) in bound.items()}, max_rows
                )
        except CypherError as error:
            raise error.located(text) from error.__cause__
        except RecursionError as error:
            raise LimitError(TOO_DEEP) from error

    def _plan(self, text: str, types: Mapping[str, Type], *, limited: bool) -> tuple[ast.Statement, Plan]:
        """The compiled query, from those kept where it is among them."""
        key = (text, limited, *sorted((name, str(type_)) for name, type_ in types.items()))
        if key not in self._plans:
            statement = parse(text)
            plan = compile_query(statement.query, self.catalogue, types, self._searches, limited=limited)
            self._plans[key] = statement, plan
            if len(self._plans) > KEPT_PLANS:
                self._plans.popitem(last=False)
        self._plans.move_to_end(key)
        return self._plans[key]

    def _answer(
        self, statement: ast.Statement, plan: Plan, values: Mapping[str, Any], max_rows: int | None
    ) -> Result:
        sent = {placeholder: values[name] for placeholder, (name, _) in plan.parameters.items()}
        for anchor in plan.anchors:
            found = self._rows(anchor.query, {key: sent[key] for key in anchor.parameters})
            value = found[0][0] if found else None
            sent[anchor.placeholder] = _count(value, anchor.clause) if anchor.clause else value
        if max_rows is not None:
            sent[ROWS] = max_rows + 1
        sent = {key: sent[key] for key in plan.placeholders}
        if statement.mode == "PROFILE":
            return profiled(self._rows(analyzed(plan.query), sent)[0][1], plan.warnings)
        rows = self._rows(plan.query, sent)
        if max_rows is not None and len(rows) > max_rows:
            raise LimitError(
                f"the query gives more than {max_rows} rows",
                remedy="Add LIMIT, or allow more rows",
            )
        elements = Elements(self._rows, self.catalogue)
        hydrated = elements.rows(rows, [column.type for column in plan.columns])
        return Result([column.name for column in plan.columns], hydrated, list(plan.warnings))

    def _rows(self, query: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        self._met = Elements(self._fetch_beside, self.catalogue)
        try:
            return self._engine.rows(query, dict(parameters) or None)
        except DuckDBError as error:
            raise translated(error) from error

    def _properties(self, element: NodeId | RelationshipId) -> Mapping[str, Any]:
        """Properties of an element met inside a boxed value, read beside the running query."""
        return self._met.properties(element)

    def _fetch_beside(self, query: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        return self._inner.execute(query, dict(parameters)).fetchall()


def _count(boxed: str | None, clause: str) -> int:
    """The number of rows that SKIP or LIMIT was given.

    Raises:
        CypherError: it is negative or no integer.
    """
    value = decode_box(boxed)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CypherTypeError(f"{clause} takes an integer, not {value!r}", code="InvalidArgumentType")
    if isinstance(value, float):
        raise CypherSyntaxError(f"{clause} takes an integer, not {value!r}", code="InvalidArgumentType")
    if value < 0:
        raise CypherArgumentError(f"{clause} takes no negative number", code="NegativeIntegerArgument")
    return value
