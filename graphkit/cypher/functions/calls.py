"""All functions that need no graph, in one table, and the call of one by name."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.cypher.functions import convert as functions_convert
from graphkit.cypher.functions import lists as functions_list
from graphkit.cypher.functions import math as functions_math
from graphkit.cypher.functions import strings as functions_string
from graphkit.cypher.functions import temporal as functions_temporal
from graphkit.cypher.functions import various as functions_various
from graphkit.cypher.functions.table import Function
from graphkit.cypher.suggest import suggestion
from graphkit.cypher.types import Value
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

FUNCTIONS: dict[str, Function] = {
    function.name.lower(): function
    for module in (
        functions_various,
        functions_list,
        functions_string,
        functions_math,
        functions_convert,
        functions_temporal,
    )
    for function in module.FUNCTIONS
}
"""The functions by their names in lower case."""

_INTERNAL = {function.name: function for function in functions_string.INTERNAL}

REFUSED: dict[str, str] = functions_various.REFUSED | functions_temporal.REFUSED
"""Functions of Neo4j that are refused by name, in lower case, each with the reason."""


def call(name: str, arguments: Sequence[Value], at: int) -> Value:
    """The call of a function.

    Args:
        name: its name, in any case.
        arguments: the compiled arguments.
        at: place of the call in the query.

    Raises:
        CypherSyntaxError: there is no such function, or an argument is wrong by the text of the query.
        CypherUnsupportedError: Neo4j has it, graphkit does not.
    """
    key = name.lower()
    function = FUNCTIONS.get(key) or _INTERNAL.get(key)
    if function:
        return function(list(arguments), at)
    if key in REFUSED:
        raise CypherUnsupportedError(f"the function {name}() is not supported: {REFUSED[key]}", offset=at)
    raise CypherSyntaxError(
        f"Unknown function '{name}'{suggestion(name, tuple(FUNCTIONS))}", offset=at, code="UnknownFunction"
    )
