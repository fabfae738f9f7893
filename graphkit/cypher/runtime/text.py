"""Text functions with Java's rules, which DuckDB's own do not follow: cases, patterns, normal forms."""

from __future__ import annotations

import re
import unicodedata

from graphkit.cypher.runtime.limits import limit_error
from graphkit.cypher.runtime.patterns_java import compiled
from graphkit.cypher.runtime.values import argument_error, type_error

MATCH_SECONDS = 0.5
"""The time that a regular expression may take for one text."""


def upper(text: str | None) -> str | None:
    """Upper case, with ß as SS."""
    return None if text is None else text.upper()


def lower(text: str | None) -> str | None:
    """Lower case, with the Turkish İ as two code points."""
    return None if text is None else text.lower()


def normalized(text: str | None, form: str | None) -> str | None:
    """The text in a Unicode normal form.

    Raises:
        CypherValueError: there is no such form.
    """
    if text is None or form is None:
        return None
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise argument_error(
            "InvalidArgumentValue",
            f"Unknown normal form {form}. Valid values: NFC, NFD, NFKC, NFKD",
        )
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


def is_normalized(text: object, form: str) -> bool | None:
    """Whether a text is in a normal form; null for null and for what is no text."""
    return unicodedata.is_normalized(form, text) if isinstance(text, str) else None  # type: ignore[arg-type]


def reverse(text: str | None) -> str | None:
    """The characters from last to first."""
    return None if text is None else text[::-1]


def replace(text: str | None, search: str | None, replacement: str | None) -> str | None:
    """Every occurrence replaced; an empty `search` occurs around every character."""
    return (
        None if text is None or search is None or replacement is None else text.replace(search, replacement)
    )


def split(text: str | None, separators: object) -> list[str] | None:
    """The parts between any of the separators, of which there may be one or a list.

    Raises:
        CypherValueError: a separator is no string.
    """
    if text is None or separators is None:
        return None
    listed = separators if isinstance(separators, list) else [separators]
    if None in listed:
        return None if text else [""]
    if not all(isinstance(separator, str) for separator in listed):
        raise type_error("InvalidArgumentValue", "split() takes a String or a List<String> to split at")
    if "" in listed:
        return list(text) or [""]
    return re.split("|".join(map(re.escape, listed)), text) if listed else [text]


def matches(text: str | None, pattern: str | None) -> bool | None:
    """Whether the whole text matches a Java regular expression; without a text that is not looked at.

    Raises:
        CypherValueError: the pattern is no regular expression, uses what only Java has, or does not come to an end.
    """
    if text is None or pattern is None:
        return None
    try:
        return compiled(pattern).fullmatch(text, timeout=MATCH_SECONDS, concurrent=True) is not None
    except TimeoutError:
        raise limit_error(
            f"the regular expression {pattern!r} takes more than {MATCH_SECONDS:g} s on one text"
        ) from None
