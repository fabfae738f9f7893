"""Tokens of a Cypher query: names, numbers, strings and symbols, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

MAX_LENGTH = 200_000
"""The longest query text that is read, in characters."""

LARGEST_INTEGER = 2**63 - 1


@dataclass(slots=True)
class Token:
    """One token.

    Attributes:
        key: what the parser compares: the upper-case word of an unquoted name, the symbol itself, else a
            description in angle brackets (`<string>`), which no word or symbol equals.
        value: the name, the string's content or the number.
        at: offset of its first character.
        end: offset behind its last character.
        fault: what is wrong with a number; raised only where a number may stand.
    """

    key: str
    value: str | int | float
    at: int
    end: int
    fault: CypherSyntaxError | None = None


NAME, QUOTED, STRING, INTEGER, FLOAT, END = "<name>", "<quoted>", "<string>", "<integer>", "<float>", "<end>"
MALFORMED = "<malformed>"
"""Keys of tokens without a fixed text; a non-ASCII unquoted name has the key `<name>`: it is no keyword."""

# The character classes that count as white space in Cypher; Python's \s lacks none of them but adds U+0085.
_GRAMMAR = r"""
  (?P<space> (?: [\t-\r\x1c-\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]
             | //[^\r\n]* | /\*.*?\*/ )+ )
| (?P<name> [^\W\d] [NAME_PARTS]* )
| (?P<number> (?: \d(?:_?\d)* )? \.\d(?:_?\d)* (?: [eE][+-]?\d(?:_?\d)* )? \w*
             | \d(?:_?\d)* [eE][+-]?\d(?:_?\d)* \w*
             | \d\w* )
| (?P<string> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
| (?P<quoted> (?: `[^`]*` )+ )
| (?P<symbol> <> | <= | >= | =~ | != | \.\. | :: | \|\| | \+= | /(?!\*) | [-+*%^=<>()\[\]{},.:;|&!$]
             | [\u00ad\u2010-\u2015\ufe58\ufe63\uff0d\u27e8\u27e9\u3008\u3009\ufe64\ufe65\uff1c\uff1e] )
"""
_ASCII_TOKEN = re.compile(_GRAMMAR.replace("NAME_PARTS", r"\w$"), re.VERBOSE | re.DOTALL)

_DECIMAL = re.compile(r"0|[1-9](?:_?\d)*")
_HEX = re.compile(r"0x(?:_?[0-9a-fA-F])+")
_OCTAL = re.compile(r"0o(?:_?[0-7])+")
_FLOAT = re.compile(r"(?:\d(?:_?\d)*)?(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?[dDfF]?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"', "`": "`"}
_NAME_MARKS = frozenset({"Mn", "Mc", "Sc", "Cf"})
_UNICODE_ESCAPE = re.compile(r"\\(?:u(.{0,4})|.)", re.DOTALL)


@cache
def _unicode_token() -> re.Pattern[str]:
    r"""The grammar for texts beyond ASCII: names hold marks and currency signs, which `\w` lacks."""
    marks = "".join(c for c in map(chr, range(0xA0, 0x10000)) if unicodedata.category(c) in _NAME_MARKS)
    return re.compile(_GRAMMAR.replace("NAME_PARTS", rf"\w${marks}"), re.VERBOSE | re.DOTALL)


def tokenize(text: str) -> list[Token]:
    r"""The tokens of `text`, which has no `\u` escapes any more (see `expand_unicode`), then one END token.

    Raises:
        CypherSyntaxError: a character that begins no token, an unfinished string, name or comment.
        CypherUnsupportedError: the text is longer than MAX_LENGTH.
    """
    if len(text) > MAX_LENGTH:
        raise CypherUnsupportedError(
            f"the query has {len(text):,} characters, {MAX_LENGTH:,} are read",
            remedy="Pass long lists as parameters",
        )
    pattern = _ASCII_TOKEN if text.isascii() else _unicode_token()
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        end = match.end()
        kind = match.lastgroup
        written = match.group()
        if kind == "name":
            tokens.append(Token(written.upper() if written.isascii() else NAME, written, at, end))
        elif kind == "symbol":
            tokens.append(Token(written, written, at, end))
        elif kind == "string":
            tokens.append(Token(STRING, _unescape(written[1:-1]), at, end))
        elif kind == "number":
            tokens.append(_number(written, at, text))
        elif kind == "quoted":
            tokens.append(Token(QUOTED, written[1:-1].replace("``", "`"), at, end))
        at = end
    tokens.append(Token(END, "", at, at))
    return tokens


def expand_unicode(text: str) -> str:
    r"""`text` with each `\uXXXX` replaced by its character, wherever it stands; `\\uXXXX` is left alone.

    Raises:
        CypherSyntaxError: fewer than four hexadecimal digits, or half of a surrogate pair.
    """

    def character(match: re.Match[str]) -> str:
        digits = match.group(1)
        if digits is None:
            return match.group()
        if not re.fullmatch("[0-9a-fA-F]{4}", digits):
            raise CypherSyntaxError(
                f"found {digits!r} behind \\u, expected four hexadecimal digits",
                query=text,
                offset=match.start(),
                code="InvalidUnicodeLiteral",
            )
        return chr(int(digits, 16))

    expanded = _UNICODE_ESCAPE.sub(character, text)
    try:
        return expanded.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise CypherSyntaxError(
            "a \\u escape gives half of a surrogate pair", query=text, code="InvalidUnicodeCharacter"
        ) from None


def _unreadable(text: str, at: int) -> CypherSyntaxError:
    what = {"'": "a string is not closed", '"': "a string is not closed", "`": "a quoted name is not closed"}
    if text.startswith("/*", at):
        message = "a comment is not closed"
    else:
        message = what.get(text[at], f"unexpected character {text[at]!r}")
    code = "InvalidUnicodeCharacter" if not text[at].isascii() else "UnexpectedSyntax"
    return CypherSyntaxError(message, query=text, offset=at, code=code)


def _unescape(content: str) -> str:
    if "\\" not in content:
        return content
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match.group(1), match.group()), content)


def _number(written: str, at: int, text: str) -> Token:
    """A number's token; an integer that overflows only without its minus sign is left to the parser."""
    end = at + len(written)

    def malformed(what: str, code: str) -> Token:
        fault = CypherSyntaxError(f"{what}: {written[:40]}", query=text, offset=at, code=code)
        return Token(MALFORMED, written, at, end, fault)

    for pattern, base in ((_DECIMAL, 10), (_HEX, 16), (_OCTAL, 8)):
        if pattern.fullmatch(written):
            digits = written.replace("_", "")
            # Longer texts overflow for certain, and int() is slow (or refuses) on very long ones.
            value = int(digits, base) if len(digits) <= 70 else LARGEST_INTEGER + 2
            if value > LARGEST_INTEGER + 1:
                return malformed("the integer is too large", "IntegerOverflow")
            return Token(INTEGER, value, at, end)
    if _FLOAT.fullmatch(written) and not written.isdecimal() and not written.startswith("0_"):
        number = float(written.replace("_", "").rstrip("dDfF"))
        if number == float("inf"):
            return malformed("the floating point number is too large", "FloatingPointOverflow")
        return Token(FLOAT, number, at, end)
    remedy = "; octal numbers are written 0o17" if re.fullmatch("0[0-7]+", written) else ""
    return malformed(f"not a number{remedy}", "InvalidNumberLiteral")
