"""String functions; all count code points."""

from __future__ import annotations

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Argument, Function, by_template
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, boxed_call
from graphkit.cypher.values.checks import expect, wrong
from graphkit.cypher.values.fragments import macro, once, tree

_BLANKS = "".join(
    chr(code)
    for first, last in (
        *((0x09, 0x0D), (0x1C, 0x20), (0x1680, 0x1680), (0x2000, 0x2006), (0x2008, 0x200A)),
        *((0x2028, 0x2029), (0x205F, 0x205F), (0x3000, 0x3000)),
    )
    for code in range(first, last + 1)
)
"""What Java holds for white space: no-break spaces are not among it."""

_NEGATIVE = (
    "error('ArgumentError:NegativeIntegerArgument Cannot handle negative start index nor negative length')"
)
_TOO_LONG = "error('ArgumentError:NumberOutOfRange Expected an integer between -2147483648 and 2147483647')"
_INPUT = Argument("input", t.STRING)


def _entry(
    name: str, doc: str, template: str, *more: Argument, optional: int = 0, first: Argument = _INPUT
) -> Function:
    build = by_template(template, t.STRING)
    return Function(name, "String", (first, *more), "STRING", build, doc, optional)


def _case(name: str, direction: str, doc: str) -> Function:
    template = f"CASE WHEN strlen(:a) = length(:a) THEN {direction}(:a) ELSE cy_{direction}(:a) END"
    return _entry(name, doc, template)


def _trim(name: str, doc: str) -> Function:
    template = f"{'trim' if name == 'btrim' else name}(:text, :characters)"

    def build(values: list[Value], at: int) -> Value:
        if len(values) == 1:
            return Value(tree(template, text=values[0].sql, characters=sql.string(_BLANKS)), t.STRING)
        chosen = _TRIM_END if name == "rtrim" else template
        return Value(once(chosen, text=values[0].sql, characters=values[1].sql), t.STRING)

    more = () if name == "trim" else (Argument("trimCharacters", t.STRING),)
    return Function(name, "String", (_INPUT, *more), "STRING", build, doc, len(more))


_TRIM_END = """
    CASE WHEN rtrim(:text, :characters) = '' THEN left(:text, 1) ELSE rtrim(:text, :characters) END"""
"""Neo4j's rtrim() of given characters never removes the first character of the text."""


def _split(values: list[Value], at: int) -> Value:
    text, separator = values
    if separator.type == t.STRING:
        return Value(once(_SPLIT, a=text.sql, b=separator.sql), t.LIST(t.STRING))
    if separator.type.element or separator.type == t.ANY:
        return Value(sql.call("cy_split", text.sql, box(separator).sql), t.LIST(t.STRING))
    return wrong(separator, "String or List<String>", t.LIST(t.STRING), at)


_SPLIT = "CASE WHEN :b IS NULL THEN NULL WHEN :a = '' THEN [''] ELSE string_split(:a, :b) END"


def _reverse(values: list[Value], at: int) -> Value:
    value = values[0]
    if value.type == t.STRING:
        return Value(sql.call("cy_reverse_text", value.sql), t.STRING)
    if value.type.element and value.type.stored:
        return wrong(value, "String or List<T>", value.type, at)
    if value.type.element:
        return Value(sql.call("list_reverse", value.sql), value.type)
    if value.type == t.ANY and value.type.stored:
        problem = sql.string("TypeError:InvalidArgumentValue reverse() takes no list of a property")
        text = macro("cy_as_string", x=value.sql, problem=problem)
        return Value(sql.call("cy_reverse_text", text), t.uncertain(t.STRING))
    if value.type == t.ANY:
        return Value(boxed_call("cy_reverse", value), t.ANY)
    return wrong(value, "String or List<T>", t.ANY, at)


def _normalize(values: list[Value], at: int) -> Value:
    form = values[1].sql if len(values) > 1 else sql.string("NFC")
    return Value(sql.call("cy_normalize", values[0].sql, form), t.STRING)


def _length(values: list[Value], at: int) -> Value:
    return Value(sql.call("length", expect(values[0], t.STRING, at).sql), t.INTEGER)


_ONE = """
    CASE WHEN length(:a) <> 1 THEN error('ArgumentError:InvalidArgumentValue The character before FROM in '
                                         || 'trim() must be of length 1') ELSE :a END"""

INTERNAL = (_entry("one character", "what stands before FROM in trim(): a single character", _ONE),)
"""What the parser makes of other notations."""

_LENGTH = Argument("length", t.INTEGER, cut=True)
_ORIGINAL = Argument("original", t.STRING)

FUNCTIONS = (
    _entry(
        "left",
        "the first characters; a negative length is an ArgumentError",
        f"CASE WHEN :b < 0 AND :a IS NOT NULL THEN {_NEGATIVE} ELSE left(:a, cy_count(:b)) END",
        _LENGTH,
        first=_ORIGINAL,
    ),
    _entry(
        "right",
        "the last characters; a negative length is an ArgumentError",
        f"CASE WHEN :b < 0 AND :a IS NOT NULL THEN {_NEGATIVE} ELSE right(:a, cy_count(:b)) END",
        _LENGTH,
        first=_ORIGINAL,
    ),
    Function(
        "substring",
        "String",
        (_ORIGINAL, Argument("start", t.INTEGER, cut=True), _LENGTH),
        "STRING",
        lambda values, at: Value(
            once(
                f"CASE WHEN :a IS NOT NULL AND (:b < 0 OR :c < 0) THEN {_NEGATIVE} "
                f"WHEN :a IS NOT NULL AND (:b > 2147483647 OR :c > 2147483647) THEN {_TOO_LONG} "
                "ELSE substring(:a, cy_count(:b) + 1, cy_count(:c)) END",
                a=values[0].sql,
                b=values[1].sql,
                c=values[2].sql if len(values) > 2 else sql.integer(2147483647),
            ),
            t.STRING,
        ),
        "characters from a place counted from 0; a negative place or length is an ArgumentError",
        optional=1,
    ),
    _entry(
        "replace",
        "every occurrence of `search` replaced; an empty `search` occurs around every character",
        "CASE WHEN :b = '' THEN cy_replace(:a, :b, :c) ELSE replace(:a, :b, :c) END",
        Argument("search", t.STRING),
        Argument("replacement", t.STRING),
        first=_ORIGINAL,
    ),
    Function(
        "split",
        "String",
        (_ORIGINAL, Argument("separator", None, "STRING | LIST<STRING>")),
        "LIST<STRING>",
        _split,
        "the parts between separators",
    ),
    _case("toUpper", "upper", "upper case: `straße` becomes `STRASSE`"),
    _case("upper", "upper", "toUpper"),
    _case("toLower", "lower", "lower case"),
    _case("lower", "lower", "toLower"),
    _trim("trim", "without white space at both ends; `trim(BOTH 'x' FROM text)` removes a character"),
    _trim("btrim", "without the given characters at both ends"),
    _trim("ltrim", "without the given characters at the start"),
    _trim("rtrim", "without the given characters at the end"),
    Function(
        "normalize",
        "String",
        (_INPUT, Argument("normalForm", t.STRING)),
        "STRING",
        _normalize,
        "the text in a Unicode normal form, NFC if none is named",
        optional=1,
    ),
    Function(
        "reverse",
        "String",
        (Argument("input", None, "STRING | LIST<ANY>"),),
        "STRING | LIST<ANY>",
        _reverse,
        "the characters or elements from last to first",
    ),
    Function("char_length", "String", (_INPUT,), "INTEGER", _length, "number of characters"),
    Function("character_length", "String", (_INPUT,), "INTEGER", _length, "number of characters"),
)
