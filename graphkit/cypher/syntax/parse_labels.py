"""Parses label expressions (`:A|!B`, `IS A`) and the type names of the `IS ::` predicate."""

from __future__ import annotations

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_cursor import Cursor

NO_LABEL_AFTER_IS = frozenset({"NOT", "NULL", "TYPED", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD", "::"})
"""Words that make what follows IS a predicate of its own instead of a label."""

_ONE_WORD_TYPES = {
    "NOTHING": "NOTHING",
    "NULL": "NULL",
    "BOOL": "BOOLEAN",
    "BOOLEAN": "BOOLEAN",
    "VARCHAR": "STRING",
    "STRING": "STRING",
    "INT": "INTEGER",
    "INTEGER": "INTEGER",
    "FLOAT": "FLOAT",
    "DATE": "DATE",
    "DURATION": "DURATION",
    "POINT": "POINT",
    "NODE": "NODE",
    "VERTEX": "NODE",
    "RELATIONSHIP": "RELATIONSHIP",
    "EDGE": "RELATIONSHIP",
    "MAP": "MAP",
    "PATH": "PATH",
    "PATHS": "PATH",
}
_AFTER_ANY = frozenset({"NODE", "VERTEX", "RELATIONSHIP", "EDGE", "MAP"})
_CLOCK_TYPES = {"TIME": "TIME", "TIMESTAMP": "DATETIME"}


class LabelParser(Cursor):
    """Reads label expressions and type names."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.projection_bars: set[int] = set()
        """Indexes of the `|` tokens that begin a comprehension's result, and so end a label expression."""
        self.old_bars = False
        """Whether the label expression read last has the older `|:`."""
        self.label_notations: set[str] = set()
        """`:` and `&` where the clause joins labels in the older or the newer notation; they do not mix."""
        self._colons = False
        self._symbols = False

    def at_labels(self) -> bool:
        """Whether a label expression begins here."""
        return self.key == ":" or (self.key == "IS" and self.ahead(1) not in NO_LABEL_AFTER_IS)

    def labels(self) -> ast.LabelExpression:
        """The label expression of a node, or of what may be one: `:expression` or `IS expression`."""
        opening, labels = self._label_expression()
        if self.old_bars:
            raise self.error("join labels with `|` instead of `|:`", labels.at)
        if self._colons:
            self.label_notations.add(":")
        if self._symbols or opening == "IS":
            self.label_notations.add("&")
        if len(self.label_notations) > 1:
            raise self.error(
                "`:` between labels does not mix with `&`, `|`, `!`, `%` and IS: write `&`", labels.at
            )
        return labels

    def types(self) -> ast.LabelExpression:
        """The type expression of a relationship; whether it has `|:` stands in `old_bars` afterwards."""
        _, types = self._label_expression()
        if self._colons:
            raise self.error("a relationship has one type: types are joined by `|`", types.at)
        return types

    def _label_expression(self) -> tuple[str, ast.LabelExpression]:
        self.old_bars = self._colons = self._symbols = False
        opening = self.advance().key
        return opening, self._label_or()

    def _label_or(self) -> ast.LabelExpression:
        self.nest()
        operands = [self._label_and()]
        while self.key == "|" and self.index not in self.projection_bars:
            self.advance()
            if self.accept(":"):
                self.old_bars = True
            self._symbols = True
            operands.append(self._label_and())
        self.unnest()
        return operands[0] if len(operands) == 1 else ast.LabelOr(operands[0].at, tuple(operands))

    def _label_and(self) -> ast.LabelExpression:
        operands = [self._label_not()]
        while self.key in {"&", ":"}:
            if self.advance().key == ":":
                self._colons = True
            else:
                self._symbols = True
            operands.append(self._label_not())
        return operands[0] if len(operands) == 1 else ast.LabelAnd(operands[0].at, tuple(operands))

    def _label_not(self) -> ast.LabelExpression:
        places = []
        while self.key == "!":
            places.append(self.advance().at)
            self._symbols = True
        label = self._label_atom()
        # An even number of negations is none: long runs of `!` make no deep tree.
        return ast.LabelNot(places[0], label) if len(places) % 2 else label

    def _label_atom(self) -> ast.LabelExpression:
        at = self.token.at
        if self.accept("%"):
            self._symbols = True
            return ast.LabelAny(at)
        if self.accept("("):
            inner = self._label_or()
            self.expect(")")
            return inner
        if self.key == "$":
            raise self.unsupported("a dynamic label or type")
        return ast.LabelName(at, self.name("a label or type"))

    def type_name(self) -> ast.TypeName:
        """`INTEGER NOT NULL | LIST<STRING>`."""
        self.nest()
        first = self._type_part()
        parts = [first]
        while self.key == "|" and self.index not in self.projection_bars:
            self.advance()
            parts.append(self._type_part())
        self.unnest()
        if len({part.not_null for part in parts if part.name != "NOTHING"}) > 1:
            raise self.error("in a union of types either all are NOT NULL or none is", first.at)
        return first if len(parts) == 1 else ast.TypeName(first.at, "UNION", tuple(parts))

    def _type_part(self) -> ast.TypeName:
        at = self.token.at
        if self.key in {"LIST", "ARRAY"} or (self.key == "ANY" and self._element_type_follows()):
            part = self._bracketed_type()
        else:
            part = ast.TypeName(at, self._plain_type(), (), self._not_null())
        while self.key in {"LIST", "ARRAY"}:
            self.nest()
            self.advance()
            part = ast.TypeName(at, "LIST", (part,), self._not_null())
            self.unnest()
        return part

    def _element_type_follows(self) -> bool:
        return self.ahead(1) == "<" or (self.ahead(1) == "VALUE" and self.ahead(2) == "<")

    def _bracketed_type(self) -> ast.TypeName:
        """`LIST<type>`, or `ANY<type>`, a union written in another way."""
        word = self.advance()
        self.accept("VALUE")
        self.expect("<")
        inner = self.type_name()
        self.expect(">")
        if word.key == "ANY":
            return inner
        return ast.TypeName(word.at, "LIST", (inner,), self._not_null())

    def _plain_type(self) -> str:
        word = self.key
        if word in _ONE_WORD_TYPES:
            return _ONE_WORD_TYPES[self.advance().key]
        if self.accept("ANY"):
            if self.key in _AFTER_ANY:
                return _ONE_WORD_TYPES[self.advance().key]
            if self.key != "PROPERTY":
                self.accept("VALUE")
                return "ANY"
        if self.accept("PROPERTY"):
            self.expect("VALUE")
            return "PROPERTY VALUE"
        if self.accept("SIGNED"):
            self.expect("INTEGER")
            return "INTEGER"
        if word in {"LOCAL", "ZONED"}:
            self.advance()
            if self.key not in {"TIME", "DATETIME"}:
                raise self.unexpected("`TIME` or `DATETIME`")
            return f"{word} {self.advance().key}"
        if word not in _CLOCK_TYPES:
            raise self.unexpected("a type")
        self.advance()
        return f"{self._zoned()} {_CLOCK_TYPES[word]}"

    def _zoned(self) -> str:
        """`WITH TIME ZONE` or `WITHOUT TIMEZONE`, behind TIME and TIMESTAMP."""
        if self.key not in {"WITH", "WITHOUT"}:
            raise self.unexpected("`WITH TIME ZONE` or `WITHOUT TIME ZONE`")
        zoned = "ZONED" if self.advance().key == "WITH" else "LOCAL"
        if not self.accept("TIMEZONE"):
            self.expect("TIME")
            self.expect("ZONE")
        return zoned

    def _not_null(self) -> bool:
        if self.key == "NOT" and self.ahead(1) == "NULL":
            self.advance()
            self.advance()
            return True
        return self.accept("!")
