"""Which column of a table is what: given by the user, or read off obvious names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.errors import SourceError

OBVIOUS_NAMES: dict[str, tuple[str, ...]] = {
    "paper": ("paper_id", "paperid", "paper", "publication_id", "work_id", "pub_id", "id"),
    "title": ("title", "paper_title", "article_title", "document_title"),
    "abstract": ("abstract", "summary"),
    "year": ("year", "publication_year", "pub_year"),
    "date": ("date", "publication_date", "published", "pub_date"),
    "doi": ("doi",),
    "arxiv": ("arxiv_id", "arxiv", "eprint"),
    "url": ("url", "link"),
    "venue": ("venue", "journal", "conference", "booktitle", "source_title", "container_title"),
    "type": ("type", "document_type", "publication_type"),
    "categories": ("categories", "category"),
    "keywords": ("keywords", "author_keywords"),
    "organisation": ("organisation", "organization"),
    "citations": ("citations", "cited_by", "citation_count", "times_cited"),
    "author_count": ("n_authors", "author_count", "num_authors"),
    "author": ("author", "author_name", "name", "full_name"),
    "authors": ("authors", "author_names", "author_full_names", "creators"),
    "position": ("position", "author_position", "author_order", "author_rank", "rank"),
    "author_id": ("author_id", "authorid", "person_id"),
    "orcid": ("orcid", "author_orcid"),
    "affiliation": ("affiliation", "affiliations", "aff_raw", "raw_affiliation", "aff"),
}
"""What a column may be, and the names by which it is known without being told; the first one present wins."""

MENTION_FIELDS = ("position", "author_id", "orcid", "affiliation")
_SETTINGS = ("positions_from", "separator", "namespace")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Which column of a table is what, and how its values are to be read.

    Attributes:
        columns: what → name of the column, for the columns whose names are not obvious.
        positions_from: the number of the first position, 0 or 1; None takes 0 where a position 0 occurs.
        separator: stands between the authors where one field holds several; None takes the first of
            `;`, `|` and `,` that occurs in the column.
        namespace: stands before the source's own ids, as `ieee` in `ieee:37085`; None takes the file's
            name up to its first dot.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    positions_from: int | None = None
    separator: str | None = None
    namespace: str | None = None

    def __post_init__(self) -> None:
        unknown = sorted(set(self.columns) - set(OBVIOUS_NAMES))
        if unknown:
            raise SourceError(
                f"{unknown[0]!r} is nothing that a column can be",
                remedy=f"A column can be {', '.join(OBVIOUS_NAMES)}",
            )
        if self.positions_from not in (None, 0, 1):
            raise SourceError(
                f"positions cannot count from {self.positions_from!r}", remedy="Set positions_from to 0 or 1"
            )
        if self.separator == "":
            raise SourceError(
                "the separator is empty", remedy="Set it to the text that stands between two authors"
            )

    @classmethod
    def parse(cls, assignments: Iterable[str]) -> TableMapping:
        """Read assignments as a command line gives them: `name=author`, and settings as `positions_from=0`.

        Raises:
            SourceError: an assignment is malformed, or names nothing that a column can be.
        """
        columns: dict[str, str] = {}
        settings: dict[str, str] = {}
        for assignment in assignments:
            left, equals, right = assignment.rpartition("=")
            if assignment.partition("=")[0] in _SETTINGS:
                left, equals, right = assignment.partition("=")
                settings[left] = right
            elif not (left and equals and right):
                raise SourceError(f"{assignment!r} is no mapping", remedy="Write COLUMN=WHAT, as name=author")
            else:
                columns[right.strip()] = left
        return cls(
            columns,
            _number(settings.get("positions_from")),
            settings.get("separator"),
            settings.get("namespace"),
        )

    @classmethod
    def from_toml(cls, path: Path) -> TableMapping:
        """Read a file with a table `columns` (column = what) and the settings beside it.

        Raises:
            SourceError: the file cannot be read, or holds something else.
        """
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SourceError(
                f"cannot be read: {error}", where=path.name, remedy="Give a TOML file"
            ) from error
        columns = content.pop("columns", {})
        unknown = sorted(set(content) - set(_SETTINGS))
        if unknown or not isinstance(columns, dict):
            raise SourceError(
                f"{(unknown or ['columns'])[0]!r} is not understood",
                where=path.name,
                remedy=f"Give a table [columns] with column = what, and {', '.join(_SETTINGS)}",
            )
        return cls(
            {str(what): column for column, what in columns.items()},
            content.get("positions_from"),
            content.get("separator"),
            content.get("namespace"),
        )

    def find(self, names: Sequence[str]) -> dict[str, str]:
        """What → name of the column, for the columns that a table has.

        Raises:
            SourceError: a column that was named is not in the table.
        """
        missing = [column for column in self.columns.values() if column not in names]
        if missing:
            raise SourceError(
                f"the table has no column {missing[0]!r}", remedy=f"Its columns are {', '.join(names)}"
            )
        found = dict(self.columns)
        free = {_plain(name): name for name in reversed(names) if name not in found.values()}
        for what, obvious in OBVIOUS_NAMES.items():
            if what not in found:
                known = [free[name] for name in obvious if name in free]
                found.update({what: known[0]} if known else {})
        return found


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise SourceError(f"positions cannot count from {text!r}", remedy="Set positions_from to 0 or 1")
    return int(text)
