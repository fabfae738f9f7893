"""Every error graphkit raises: what went wrong, where, and what to do about it."""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of all errors a user can meet.

    Args:
        what: what is wrong, in one sentence without a final period.
        where: where it stands: a file with line (`page.txt:12`), a store's address, a line and column.
        remedy: what the user can do about it.
        subject: the offending object, for programs.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "", subject: object = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.subject = subject

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.remedy}" if self.remedy else text


class SourceError(GraphkitError):
    """A source cannot be read at all: unknown format, bad mapping, missing file."""


class FaultError(GraphkitError):
    """Faults in a source were made fatal (`--strict`)."""


class OverrideError(GraphkitError):
    """A line of an overrides file is wrong, ambiguous, or contradicts another."""


class GraphFileError(GraphkitError):
    """A file is not a graphkit graph, is of another schema version, or lacks what was asked of it."""


class PackError(GraphkitError):
    """A query pack is unknown, malformed, or was called with wrong parameters."""


class SubjectError(GraphkitError):
    """What was asked about is unknown, or the words mean several things."""


class ExportError(GraphkitError):
    """An export cannot be made as asked."""


class StoreError(GraphkitError):
    """A store cannot be reached, refuses the credentials, or speaks an unsupported version."""


class LimitError(GraphkitError):
    """A limit on time, memory, rows or size was reached."""


class CypherError(GraphkitError):
    """A Cypher query cannot be answered.

    Args:
        what: what is wrong.
        query: the text of the query; with `offset` it yields line, column and a caret.
        offset: 0-based offset in code points into `query`, or None where no single place is at fault.
        code: the openCypher detail code where there is one, as `VariableAlreadyBound`.
        remedy: what the user can do about it.
    """

    kind = "Error"

    def __init__(
        self, what: str, *, query: str = "", offset: int | None = None, code: str = "", remedy: str = ""
    ) -> None:
        super().__init__(what, remedy=remedy)
        self.query = query
        self.offset = offset
        self.code = code

    def located(self, query: str, offset: int | None = None) -> CypherError:
        """The same error, given the query text (and an offset where it had none)."""
        self.query = self.query or query
        if self.offset is None:
            self.offset = offset
        return self

    @property
    def line(self) -> int | None:
        """1-based line of the fault."""
        return None if self.offset is None else self.query.count("\n", 0, self.offset) + 1

    @property
    def column(self) -> int | None:
        """1-based column of the fault, in code points."""
        return None if self.offset is None else self.offset - self.query.rfind("\n", 0, self.offset)

    def __str__(self) -> str:
        text = f"{self.what}. {self.remedy}" if self.remedy else self.what
        if self.offset is None or not self.query:
            return text
        line = self.query.split("\n")[self.line - 1] if self.line else ""
        column = self.column or 1
        start = max(0, column - 60)
        shown, caret = line[start : start + 100], " " * (column - 1 - start) + "^"
        return f"{text} (line {self.line}, column {self.column})\n  {shown}\n  {caret}"


class CypherSyntaxError(CypherError):
    """Raised before anything runs: grammar, scopes of variables, aggregation, static types."""

    kind = "SyntaxError"


class CypherTypeError(CypherError):
    """A value has a type that the operation does not take; found while running."""

    kind = "TypeError"


class CypherArgumentError(CypherError):
    """A value has the right type but lies outside what the operation takes; found while running."""

    kind = "ArgumentError"


class CypherArithmeticError(CypherError):
    """Integer overflow or division by zero."""

    kind = "ArithmeticError"


class CypherParameterError(CypherError):
    """A parameter that the query names was not given."""

    kind = "ParameterMissing"


class CypherUnsupportedError(CypherError):
    """The construct is valid Cypher but graphkit refuses it: writes, and what the compiler does not do."""

    kind = "Unsupported"
