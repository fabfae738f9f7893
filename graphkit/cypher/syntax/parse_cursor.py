"""What all parts of the parser share: reading tokens in order, and saying what was expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graphkit.cypher.syntax.lexer import END, NAME, QUOTED, Token
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

MAX_NESTING = 64
"""How deep brackets, subqueries and operators may nest: a level takes up to ten calls of Python's 1,000."""

_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_OPENING.values())

Part = TypeVar("Part")


class Cursor:
    """A place in the list of tokens; `token` is the next one, `key` its key."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.index = 0
        self.token = tokens[0]
        self.key = self.token.key
        self._nesting = 0
        self._partners: dict[int, int] | None = None

    def advance(self) -> Token:
        """Take the next token."""
        token = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        self.key = self.token.key
        return token

    def accept(self, key: str) -> bool:
        """Take the next token if it is `key`."""
        if self.key != key:
            return False
        self.advance()
        return True

    def expect(self, key: str) -> Token:
        """Take the next token, which must be `key`."""
        if self.key != key:
            raise self.unexpected(f"`{key}`")
        return self.advance()

    def ahead(self, distance: int) -> str:
        """The key `distance` tokens ahead; 0 is the next token's."""
        position = self.index + distance
        return self.tokens[position].key if position < len(self.tokens) else END

    def at_name(self) -> bool:
        """Whether the next token can be a name; keywords can."""
        return is_name(self.key)

    def name(self, what: str) -> str:
        """Take a name; `what` says in a message what it would name."""
        if not is_name(self.key):
            raise self.unexpected(what)
        return str(self.advance().value)

    def separated(self, part: Callable[[], Part]) -> tuple[Part, ...]:
        """One or more parts between commas."""
        parts = [part()]
        while self.accept(","):
            parts.append(part())
        return tuple(parts)

    def partner(self, index: int) -> int | None:
        """Index of the bracket that closes the one at `index`; None where it is not closed."""
        if self._partners is None:
            self._partners = _partners(self.tokens)
        return self._partners.get(index)

    def nest(self) -> None:
        """Note that the parser goes one level deeper; `unnest` is its counterpart.

        Raises:
            CypherUnsupportedError: the query nests deeper than MAX_NESTING.
        """
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise CypherUnsupportedError(
                f"the query nests deeper than {MAX_NESTING} levels", query=self.text, offset=self.token.at
            )

    def unnest(self) -> None:
        """Note that the parser comes back from one level."""
        self._nesting -= 1

    def unexpected(self, expected: str, code: str = "UnexpectedSyntax") -> CypherSyntaxError:
        """The syntax error that the next token is not what was expected."""
        if not self.key.isascii():
            code = "InvalidUnicodeCharacter"
        return self.error(f"found {self._found()}, expected {expected}", code=code)

    def error(self, what: str, at: int | None = None, code: str = "UnexpectedSyntax") -> CypherSyntaxError:
        """A syntax error at `at`, or at the next token."""
        return CypherSyntaxError(what, query=self.text, offset=self.token.at if at is None else at, code=code)

    def unsupported(self, construct: str, remedy: str = "", at: int | None = None) -> CypherUnsupportedError:
        """The error that `construct`, at `at` or the next token, is valid Cypher but not answered here."""
        offset = self.token.at if at is None else at
        return CypherUnsupportedError(
            f"{construct} is not supported", query=self.text, offset=offset, remedy=remedy
        )

    def _found(self) -> str:
        if self.key == END:
            return "the end of the query"
        written = self.text[self.token.at : self.token.end]
        return f"`{written if len(written) <= 40 else written[:37] + '...'}`"


def is_name(key: str) -> bool:
    """Whether a token of this key can be a name: quoted, or any word."""
    return key in {QUOTED, NAME} or (key[0].isalpha() or key[0] == "_")


def _partners(tokens: list[Token]) -> dict[int, int]:
    """For each opening bracket the index of its closing one."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.key in _OPENING:
            opened.append(index)
        elif token.key in _CLOSING:
            if not opened or _OPENING[tokens[opened[-1]].key] != token.key:
                break
            partners[opened.pop()] = index
    return partners
