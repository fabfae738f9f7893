"""What a row of the mapping is made of: templates of triples, the blocks of one subject, and elements.

An element is a set of rows; each row describes one or several subjects (blocks), and each template gives a
block one triple for a value, or one for each value of a list.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = frozenset({"full", "schema"})
SPAR = frozenset({"full", "spar", "owl"})
DATED = frozenset({"full", "spar"})  # datatypes outside the OWL 2 datatype map
OWL = frozenset({"owl"})


@dataclass(frozen=True, slots=True)
class Template:
    """A triple for each value of a column.

    Attributes:
        predicate: prefixed name.
        column: column of the relation; for the kind `constant`, the prefixed name that is the object.
        kind: `iri`, `constant`, `statement` (of RDF 1.2: that first is co-author of second; only where asked for),
            or the prefixed name of a datatype.
        term: key in JSON-LD.
        profiles: the profiles that have it.
        many: the column is a list without nulls.
        part: written only when this part is written too, since the object stands there.
    """

    predicate: str
    column: str
    kind: str
    term: str
    profiles: frozenset[str] = SPAR
    many: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The triples of one subject, for each row whose `subject` is not null.

    The first template is never null where the subject is not, so that every format can begin with it.
    """

    subject: str
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """Rows of one kind: the name of their relation, the part they belong to, and the blocks of each row.

    An element of no part is always written.
    """

    name: str
    part: str
    blocks: tuple[Block, ...]
