"""What a caller may set for a build, and how it comes from the command line or keywords."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.derive.coauthorship import PAIR_LIMIT
from graphkit.errors import SourceError
from graphkit.readers.base import ReadOptions
from graphkit.readers.mapping import TableMapping


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a caller may set beside the sources.

    Attributes:
        read: how the sources are read.
        overrides: a CSV file of the user's own judgements of authors.
        review: a CSV file to write undecided pairs to.
        pair_limit: papers with more named authors make no co-authorship; they are listed in the summary.
        memory: the database engine's memory limit, as `4GB`; None leaves its own.
        threads: threads of the database engine; None leaves its own.
        layout: also work out where each author stands on the map, and keep it in the file.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    overrides: Path | None = None
    review: Path | None = None
    pair_limit: int = PAIR_LIMIT
    memory: str | None = None
    threads: int | None = None
    layout: bool = False


def build_options(  # noqa: PLR0913 - every option of `graphkit build`
    *,
    mapping: TableMapping | Sequence[str] | None = None,
    map_file: str | Path | None = None,
    as_of: int | None = None,
    encoding: str | None = None,
    strict: bool = False,
    overrides: str | Path | None = None,
    review: str | Path | None = None,
    pair_limit: int = PAIR_LIMIT,
    memory: str | None = None,
    threads: int | None = None,
    layout: bool = False,
) -> BuildOptions:
    """The options of a build from keywords.

    Args:
        mapping: which column of a table is what, as a mapping or as assignments like `name=author`.
        map_file: the same as a TOML file.
        as_of: the year in which pages were saved.
        encoding: of texts that are not in the encoding they announce.
        strict: any fault in a source is fatal.
        overrides: see BuildOptions, as for the rest.
        review: see BuildOptions.
        pair_limit: see BuildOptions.
        memory: see BuildOptions.
        threads: see BuildOptions.
        layout: see BuildOptions.

    Raises:
        SourceError: the mapping is wrong, or given twice.
    """
    if map_file and mapping:
        raise SourceError("the mapping is given twice", remedy="Give assignments or a file, not both")
    if map_file:
        mapping = TableMapping.from_toml(Path(map_file))
    elif not isinstance(mapping, TableMapping):
        mapping = TableMapping.parse(mapping) if mapping else None
    return BuildOptions(
        ReadOptions(mapping=mapping, as_of=as_of, strict=strict, encoding=encoding),
        Path(overrides) if overrides else None,
        Path(review) if review else None,
        pair_limit,
        memory,
        threads,
        layout,
    )
