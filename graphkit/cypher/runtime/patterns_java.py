"""Java's regular expressions in Python's spelling, for `=~`.

They are matched by the package `regex`, which can be told to give up; the one of the standard library holds the
whole process where a pattern goes back and forth without end.
What has no counterpart is refused by name, never matched otherwise than Java would.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache

import regex

from graphkit.cypher.runtime.values import CypherValueError, argument_error

_CLASSES = {
    "w": "a-zA-Z0-9_",
    "d": "0-9",
    "s": r" \t\n\x0b\f\r",
    "h": " \\t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
    "v": r"\n\x0b\f\r\x85\u2028\u2029",
}
_POSIX = {
    "Lower": "a-z",
    "Upper": "A-Z",
    "ASCII": r"\x00-\x7f",
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Punct": r"!-/:-@\[-`{-~",
    "Graph": r"!-~",
    "Print": r" -~",
    "Blank": r" \t",
    "Cntrl": r"\x00-\x1f\x7f",
    "XDigit": "0-9a-fA-F",
    "Space": r" \t\n\x0b\f\r",
}
_BINARY = {
    "IsAlphabetic": ("L", "Nl"),
    "IsLetter": ("L",),
    "IsDigit": ("Nd",),
    "IsUppercase": ("Lu",),
    "IsLowercase": ("Ll",),
}
_LINE_BREAK = r"(?:\r\n|[\n\x0b\f\r\x85\u2028\u2029])"
_ANY_BUT_LINE_ENDS = "[^\n\r\x85\u2028\u2029]"
_SAME = frozenset("tnrfxubB123456789A\\")
"""Letters and digits that mean the same behind a backslash in both languages."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, to be used with `fullmatch`.

    Raises:
        CypherValueError: it is no regular expression, or uses what graphkit does not support.
    """
    translation = _Translation(pattern)
    text = translation.run()
    try:
        return regex.compile(text, regex.UNICODE if translation.unicode_case else regex.ASCII)
    except (regex.error, RecursionError, OverflowError) as error:
        raise argument_error("InvalidRegex", f"Invalid Regex: {error}") from None


class _Translation:
    """One pattern on its way from Java to Python."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.dot_matches_all = False
        self.unicode_case = False

    def run(self) -> str:
        """The whole pattern."""
        parts = []
        while self.place < len(self.pattern):
            char = self.take()
            if char == "\\":
                parts.append(self.escape(inside=False))
            elif char == "[":
                parts.append(self.char_class())
            elif char == ".":
                parts.append("(?s:.)" if self.dot_matches_all else _ANY_BUT_LINE_ENDS)
            elif char == "(" and self.pattern.startswith("?", self.place):
                parts.append(self.group())
            else:
                parts.append(char)
        return "".join(parts)

    def take(self) -> str:
        """The next character."""
        if self.place >= len(self.pattern):
            raise argument_error("InvalidRegex", "Invalid Regex: it ends too early")
        self.place += 1
        return self.pattern[self.place - 1]

    def refuse(self, what: str) -> CypherValueError:
        """The refusal of a construct."""
        return CypherValueError(
            "Unsupported", "InvalidRegex", f"{what} is not supported in regular expressions"
        )

    def group(self) -> str:
        """What stands behind `(?`: a named group, flags, or a group that both languages share."""
        name = re.compile(r"\?<([A-Za-z][A-Za-z0-9]*)>").match(self.pattern, self.place)
        if name:
            self.place = name.end()
            return f"(?P<{name[1]}>"
        flags = re.compile(r"\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([):])").match(self.pattern, self.place)
        if not flags or not (flags[1] or flags[2]):
            return "("
        on, off, end = flags[1], flags[2] or "", flags[3]
        if set(on + off) - set("imsxu") or off or (end == ")" and self.place != 1):
            raise self.refuse(f"(?{on}{'-' + off if off else ''}{end}")
        self.place = flags.end()
        self.dot_matches_all = self.dot_matches_all or "s" in on
        self.unicode_case = self.unicode_case or "u" in on
        kept = on.replace("u", "").replace("s", "")
        if end == ")":
            return f"(?{kept})" if kept else ""
        if "s" in on or "u" in on:
            raise self.refuse(f"(?{on}:")
        return f"(?{kept}:"

    def escape(self, *, inside: bool) -> str:
        """What a backslash introduces; `inside` a class its members stand without brackets."""
        char = self.take()
        if char == "Q":
            end = self.pattern.find("\\E", self.place)
            quoted = self.pattern[self.place : end if end >= 0 else len(self.pattern)]
            self.place = end + 2 if end >= 0 else len(self.pattern)
            return re.escape(quoted)
        if char in "pP":
            return _members(self.property_name(), negated=char == "P", inside=inside)
        if char.lower() in _CLASSES and (char.islower() or not inside):
            members = _CLASSES[char.lower()]
            return members if inside else f"[{'^' if char.isupper() else ''}{members}]"
        if char in "zZ" and not inside:
            return r"\Z" if char == "z" else rf"(?={_LINE_BREAK}?\Z)"
        if char == "R" and not inside:
            return _LINE_BREAK
        if char in _SAME or not char.isalnum():
            return "\\" + char
        raise self.refuse(f"\\{char}")

    def property_name(self) -> str:
        """The name of a family of characters: one letter, or more in braces."""
        char = self.take()
        if char != "{":
            return char
        end = self.pattern.find("}", self.place)
        if end < 0:
            raise argument_error("InvalidRegex", "Invalid Regex: Unclosed character family")
        name = self.pattern[self.place : end]
        self.place = end + 1
        return name

    def char_class(self) -> str:
        """A class in brackets; unions and intersections of classes are refused."""
        parts = ["["]
        if self.pattern.startswith("^", self.place):
            parts.append(self.take())
        first = True
        while True:
            char = self.take()
            if char == "]" and not first:
                return "".join((*parts, "]"))
            first = False
            if char == "\\":
                parts.append(self.escape(inside=True))
            elif char == "[" or (char == "&" and self.pattern.startswith("&", self.place)):
                raise self.refuse(f"{char} inside a character class")
            else:
                parts.append("\\" + char if char in "|~&]" else char)


def _members(name: str, *, negated: bool, inside: bool) -> str:
    """A class of Unicode or ASCII characters by name."""
    members = _POSIX.get(name) or _of_categories(name)
    if inside and negated:
        raise CypherValueError(
            "Unsupported", "InvalidRegex", f"\\P{{{name}}} inside a character class is not supported"
        )
    return members if inside else f"[{'^' if negated else ''}{members}]"


@cache
def _of_categories(name: str) -> str:
    """The ranges of characters of a Unicode general category, as `L` or `Lu`."""
    wanted = _BINARY.get(name) or (name.removeprefix("Is"),)
    if not all(re.fullmatch("[CLMNPSZ][a-z]?", category) for category in wanted):
        raise CypherValueError(
            "Unsupported", "InvalidRegex", f"\\p{{{name}}} is not supported in regular expressions"
        )
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(wanted):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
