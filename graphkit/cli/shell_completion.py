"""What can be typed next in the shell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER BY", "SKIP", "LIMIT", "DISTINCT",
    "AS", "AND", "OR", "XOR", "NOT", "IN", "IS NULL", "IS NOT NULL", "STARTS WITH", "ENDS WITH", "CONTAINS",
    "CASE", "WHEN", "THEN", "ELSE", "END", "EXISTS", "COUNT", "COLLECT", "CALL", "YIELD", "UNION",
    "UNION ALL", "ASC", "DESC", "TRUE", "FALSE", "NULL", "SHORTEST", "ALL SHORTEST", "EXPLAIN", "PROFILE",
)  # fmt: skip

_WORD = re.compile(r"[\w./]*$")
_BEFORE_TYPE = re.compile(r"\[\s*\w*\s*:\s*(?:[\w!]+\s*[|&]\s*)*$")
_BEFORE_LABEL = re.compile(r":\s*(?:[\w!]+\s*[|&:]\s*)*$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that occur in a graph, and those of the language."""

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


class CypherCompleter(Completer):
    """Keywords and functions; labels, types, properties, packs and commands where they can stand."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Completions of the word before the cursor, in alphabetical order."""
        text = document.text_before_cursor
        word = self._word(text)
        before = text[: len(text) - len(word)]
        if (
            not word
            and not complete_event.completion_requested
            and not before.endswith((":", ".", "|", "&", "!"))
        ):
            return  # nobody has begun a word or pressed Tab
        for candidate in sorted(self._candidates(before)):
            if candidate.lower().startswith(word.lower()) and candidate != word:
                yield Completion(candidate, start_position=-len(word))

    def _word(self, text: str) -> str:
        found = _WORD.search(text)
        word = found.group() if found else ""
        return word if text.lstrip().startswith(":") else word.rpartition(".")[2]

    def _candidates(self, before: str) -> Iterable[str]:
        """What can stand behind `before`."""
        stripped = before.lstrip()
        if stripped == ":":
            return self.names.commands
        if stripped.startswith(":"):
            return self.names.packs if stripped.strip() == ":query" else ()
        if before.endswith("."):
            return self.names.properties
        if _BEFORE_TYPE.search(before):
            return self.names.types
        if _BEFORE_LABEL.search(before) and not before.rstrip().endswith("{"):
            return self.names.labels
        return (*KEYWORDS, *(f"{name}(" for name in self.names.functions))
