"""Every function and operator with every kind of value in every place."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.cypher.functions.calls import FUNCTIONS

_VALUES = (
    "null",
    "1",
    "-2",
    "2.5",
    "'a'",
    "''",
    "true",
    "[1, 'a']",
    "[]",
    "{a: 1}",
    "date('2020-01-31')",
    "duration('P1M')",
)
_USUAL = {
    "STRING": "'abc'",
    "INTEGER": "1",
    "FLOAT": "1.5",
    "LIST<ANY>": "[1, 2]",
    "MAP": "{}",
    "DATE": "date('2020-02-29')",
    "ANY": "1",
    "BOOLEAN": "true",
}
_OWN = {("date.truncate", "unit"): "'month'", ("normalize", "normalForm"): "NFC", ("round", "mode"): "'UP'"}
_UNPREDICTABLE = {"rand", "randomuuid", "timestamp", "date.transaction", "date.statement", "date.realtime"}


def function_queries() -> Iterator[str]:
    """For each argument of each function this one of every kind, written and read from a mixed list."""
    for key, function in FUNCTIONS.items():
        if key in _UNPREDICTABLE:
            continue
        usual = [_OWN.get((key, a.name)) or _USUAL[a.expected.split(" | ")[0]] for a in function.arguments]
        for place in range(len(usual)):
            if usual[place] == "NFC":  # a word of the language, no expression
                continue
            for value in _VALUES:
                yield f"RETURN {function.name}({', '.join((*usual[:place], value, *usual[place + 1 :]))})"
                mixed = ", ".join((*usual[:place], "x", *usual[place + 1 :]))
                yield f"UNWIND [{value}, {usual[place]}, [{value}]] AS x WITH x LIMIT 1 RETURN {function.name}({mixed})"
        if not usual:
            yield f"RETURN {function.name}()"


_OPERANDS = ("null", "1", "2.5", "'a'", "true", "[1, 'a']", "{a: 1}", "date('2020-01-31')", "duration('P1M')")
_LOGICAL = ("AND", "OR", "XOR")
_OPERATORS = ("+", "-", "*", "/", "%", "^", "||", "=", "<>", "<", "<=", "IN", "STARTS WITH", "=~", *_LOGICAL)


def operator_queries() -> Iterator[str]:
    """Every operator between every two kinds, written, and but for logic also read from a mixed list."""
    for operator in _OPERATORS:
        for left in _OPERANDS:
            for right in _OPERANDS:
                yield f"RETURN {left} {operator} {right}"
                if operator not in _LOGICAL:
                    yield f"UNWIND [[{left}, {right}], ['a', 1]] AS p WITH p LIMIT 1 RETURN p[0] {operator} p[1]"


NODE = "(:Oracle {i: 1, f: 2.5, s: 'ab', b: true, l: [1, 2], d: date('2020-01-31')})"
"""The node whose properties `property_queries` ask for."""
_PROPERTIES = ("n.i", "n.f", "n.s", "n.b", "n.l", "n.d", "n.absent")
_FORMS = (
    *("-{}", "NOT {}", "{}[0]", "{}['a']", "{}[0..1]", "[1, 2][{}]", "{{a: 1}}[{}]", "[x IN {} | x]"),
    *("any(x IN {} WHERE x = 1)", "{} IS :: INTEGER", "{} IS NULL", "{} IS NORMALIZED", "valueType({})"),
    *(
        "CASE WHEN {} THEN 1 ELSE 2 END",
        "sum({})",
        "avg({})",
        "min({})",
        "collect({})",
        "stDev({})",
        "count({})",
    ),
)


def property_queries() -> Iterator[str]:
    """Functions and operators over properties, whose types graphkit knows and Neo4j's checker does not."""
    match = "MATCH (n:Oracle) RETURN "
    for property_ in _PROPERTIES:
        yield from (match + form.format(property_) for form in _FORMS)
        for key, function in FUNCTIONS.items():
            if key not in _UNPREDICTABLE and function.arguments and key != "date.truncate":
                others = [
                    _OWN.get((key, a.name)) or _USUAL[a.expected.split(" | ")[0]]
                    for a in function.arguments[1:]
                ]
                yield f"{match}{function.name}({', '.join((property_, *others))})"
        for operator in _OPERATORS:
            if operator not in _LOGICAL:
                yield from (
                    f"{match}{property_} {operator} {other}"
                    for other in ("1", "'a'", "true", "[1]", *_PROPERTIES)
                )
