"""Person names: parsing, keys, compatibility. Pure: nothing here knows of files or tables.

A name is folded first: compatibility forms, case and Latin diacritics go, letters without a decomposition are
spelled out (ø as o, ß as ss), apostrophes vanish, hyphens separate. Two keys come out of it: `full` compares
whole names, `block` (family name and first initial) gathers the names that may be one person's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa

PARTICLES = frozenset(
    [
        *("af", "al", "am", "auf", "bin", "binti", "da", "dal", "de", "degli", "del", "della", "den", "der"),
        *("des", "di", "dos", "du", "el", "ibn", "la", "las", "le", "les", "lo", "los", "ten", "ter", "und"),
        *("van", "vande", "vander", "ver", "von", "zu", "zum", "zur"),
    ]
)
"""Words that belong to the family name that follows them, unless they open the name."""

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "filho", "neto"])
TITLES = frozenset(["dr", "prof", "professor", "sir", "mr", "mrs", "ms"])
DEGREES = frozenset(["phd", "md", "msc"])

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
    }
)
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘ʼʻ`´′]")
_PARENTHESES = re.compile(r"\([^()]*\)")
_LEADING_AND = re.compile(r"^\s*(?:and|&)\s+", re.IGNORECASE)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u06ed\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff\u3099\u309a"
_PIECE = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*\.?")
_NOT_IN_WORDS = re.compile(rf"[^\w{_MARKS}]|_")
_HYPHENS = frozenset("-‐‑‒–—−")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff\\s]+"
)
_VOWELS = frozenset("AEIOUY")


@dataclass(frozen=True)
class ParsedName:
    """A person's name, folded.

    Attributes:
        given: given names and initials in order; an initial is one letter.
        particles: words before the family name, as `van der`.
        family: the family name's words without particles; the whole name where it has one part only.
        suffix: `jr`, `iii`, or a number that tells namesakes apart; empty where there is none.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""

    @cached_property
    def full(self) -> str:
        """The whole name, given names first: equal for two spellings that differ only in form."""
        return " ".join(filter(None, (*self.given, *self.particles, *self.family, self.suffix)))

    @cached_property
    def block(self) -> str:
        """Last word of the family name and first initial: names that may be one person's share it."""
        return f"{self.family[-1] if self.family else ''}|{self.given[0][0] if self.given else ''}"

    @property
    def initials_only(self) -> bool:
        """No given name is written out, so that equal names say little."""
        return bool(self.given) and all(len(word) == 1 for word in self.given)


def fold(text: str) -> str:
    """Text for comparison: compatibility forms, case and Latin diacritics are gone; idempotent.

    Marks outside U+0300–U+036F stay: they carry vowels in Indic scripts and voicing in Japanese.
    """
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(
        _LETTERS
    )
    return unicodedata.normalize("NFKC", _LATIN_MARKS.sub("", lowered))


def parse(name: str) -> ParsedName:
    """Take a name apart; any text is accepted, one without a letter yields empty parts."""
    text = _LEADING_AND.sub("", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)))
    outside = _PARENTHESES.sub(" ", text)
    text = outside if _PIECE.search(outside) else text
    if text.strip() and _EAST_ASIAN.fullmatch(text):
        return ParsedName((), (), (fold("".join(text.split())),))
    parts = [words for words in map(_words, text.split(",")) if words]
    suffix = ""
    for part in [part for part in parts[1:] if len(part) == 1 and part[0].folded in SUFFIXES | DEGREES]:
        suffix = part[0].folded if part[0].folded in SUFFIXES else suffix
        parts.remove(part)
    shouted = text.upper() == text
    if len(parts) > 1:
        return _family_first(parts[0], [word for part in parts[1:] for word in part], suffix, shouted)
    return _given_first(parts[0] if parts else [], suffix, shouted)


def compatible(a: ParsedName, b: ParsedName) -> bool:
    """Whether two names may be one person's: symmetric, and true of a name and itself.

    Family names end alike (particles may be missing, further words of a double family name count as given
    names), suffixes do not conflict, the first given names agree, and the shorter list of given names stands
    in order within the longer. An initial agrees with every name it begins.
    """
    if a.full == b.full:
        return True
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.particles and b.particles and a.particles != b.particles:
        return False
    shared = min(len(a.family), len(b.family))
    if not shared or a.family[-shared:] != b.family[-shared:]:
        return False
    first, second = (*a.given, *a.family[:-shared]), (*b.given, *b.family[:-shared])
    if not a.given or not b.given:
        return first == second
    if "".join(first) == "".join(second):
        return True
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    rest = iter(long[1:])
    return _agree(short[0], long[0]) and all(any(_agree(word, other) for other in rest) for word in short[1:])


def fullest(spellings: Mapping[str, int]) -> str:
    """The fullest of several spellings of one name; among equals the most frequent, then the first by code.

    Args:
        spellings: how often each spelling was seen; not empty.
    """

    def fullness(spelling: str) -> tuple[int, int, bool, int]:
        name = parse(spelling)
        written_out = sum(len(word) > 1 for word in name.given)
        shouted = spelling.upper() == spelling != spelling.lower()
        return (written_out, len(name.full), not shouted, spellings[spelling])

    return max(sorted(spellings), key=fullness)


KEYS = pa.schema(
    [
        ("name", pa.string()),
        ("full_name", pa.string()),
        ("block", pa.string()),
        ("family", pa.string()),
        ("first", pa.string()),
        ("initials_only", pa.bool_()),
    ]
)
"""Columns of `key_table`; `family` lacks particles, `first` is the first given name or initial, if any."""


def key_table(names: Iterable[str]) -> pa.Table:
    """The keys of spellings, with the columns of `KEYS`, in the order given.

    Costs some 15 µs a name on one core: give each distinct spelling once, never each mention.
    """
    spellings = list(names)
    parsed = [parse(name) for name in spellings]
    columns = (
        spellings,
        [name.full for name in parsed],
        [name.block for name in parsed],
        [" ".join(name.family) for name in parsed],
        [name.given[0] if name.given else "" for name in parsed],
        [name.initials_only for name in parsed],
    )
    return pa.table(dict(zip(KEYS.names, columns, strict=True)), schema=KEYS)


class _Word(NamedTuple):
    folded: str
    written: str
    hyphen: bool
    """Whether a hyphen joins it to the word before."""


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for piece in _PIECE.finditer(text):
        folded = _NOT_IN_WORDS.sub("", fold(piece.group()))
        if folded:
            hyphen = bool(words) and text[piece.start() - 1] in _HYPHENS
            words.append(_Word(folded, piece.group(), hyphen))
    return words


def _given_first(words: list[_Word], suffix: str, shouted: bool) -> ParsedName:
    if len(words) > 2 and words[0].folded in TITLES:
        words = words[1:]
    if len(words) > 2 and (words[-1].folded in SUFFIXES or words[-1].folded.isdecimal()):
        suffix, words = words[-1].folded, words[:-1]
    start = max(len(words) - 1, 0)
    while start > 1 and words[start].hyphen:
        start -= 1
    middle = start
    while middle > 1 and words[middle - 1].folded in PARTICLES:
        middle -= 1
    family = tuple(word.folded for word in words[start:])
    particles = tuple(word.folded for word in words[middle:start])
    return ParsedName(_given(words[:middle], shouted), particles, family, suffix)


def _family_first(family: list[_Word], given: list[_Word], suffix: str, shouted: bool) -> ParsedName:
    start = 0
    while start < len(family) - 1 and family[start].folded in PARTICLES:
        start += 1
    end = len(given)
    while end > 1 and given[end - 1].folded in PARTICLES:
        end -= 1
    if family[-1].folded in SUFFIXES and len(family) - start > 1:
        suffix, family = family[-1].folded, family[:-1]
    particles = tuple(word.folded for word in (*given[end:], *family[:start]))
    return ParsedName(
        _given(given[:end], shouted), particles, tuple(word.folded for word in family[start:]), suffix
    )


def _given(words: list[_Word], shouted: bool) -> tuple[str, ...]:
    """Given names: `JS` in a name not all in capitals is two initials, `Th.` is one."""
    names: list[str] = []
    for word in words:
        letters = word.written.rstrip(".")
        capitals = (
            not shouted and letters.isupper() and letters.isalpha() and len(word.folded) == len(letters)
        )
        if capitals and (len(letters) == 2 or (len(letters) == 3 and not _VOWELS & set(letters))):
            names.extend(word.folded)
        elif word.written.endswith(".") and len(word.folded) <= 3:
            names.append(word.folded[0])
        else:
            names.append(word.folded)
    return tuple(names)


def _agree(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
