"""Triples counted on Arrow data, beside counting the rows' Python values one by one."""

from collections import Counter
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from graphkit.exports.rdf.counts import triples_of_rows
from graphkit.exports.rdf.template import Block, Element, Template

_ELEMENT = Element(
    "thing",
    "things",
    (
        Block(
            "iri",
            (
                Template("rdf:type", "gk:Thing", "constant", "@type"),
                Template("gk:name", "name", "xsd:string", "name"),
            ),
        ),
        Block(
            "node",
            (
                Template("gk:is", "gk:Node", "constant", "is"),
                Template("gk:has", "links", "iri", "has", many=True),
            ),
        ),
    ),
)
_SCHEMA = pa.schema(
    {"iri": pa.string(), "name": pa.string(), "node": pa.string(), "links": pa.list_(pa.string())}
)
_TEXTS = st.none() | st.text(max_size=3)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "iri": st.text(max_size=3),
            "name": _TEXTS,
            "node": _TEXTS,
            "links": st.none() | st.lists(st.text(max_size=2), max_size=3),
        }
    ),
    max_size=20,
)


def _one_by_one(row: dict[str, Any]) -> dict[tuple[str, str, str], int]:
    node = row["node"] is not None
    return {
        ("thing", "iri", "rdf:type"): 1,
        ("thing", "iri", "gk:name"): int(row["name"] is not None),
        ("thing", "node", "gk:has"): node * len(row["links"] or ()),
        ("thing", "node", "gk:is"): int(node),
    }


@given(_ROWS, st.integers(1, 7), st.integers(0, 5))
def test_triples_are_those_of_each_row(rows: list[dict[str, Any]], size: int, start: int) -> None:
    table = pa.Table.from_batches(pa.Table.from_pylist(rows, _SCHEMA).to_batches(size), _SCHEMA).slice(start)
    counts: Counter[tuple[str, str, str]] = Counter()
    triples = triples_of_rows(table, _ELEMENT, counts)
    expected = [_one_by_one(row) for row in rows[start:]]
    assert triples.tolist() == [sum(row.values()) for row in expected]
    assert +counts == +sum((Counter(row) for row in expected), Counter())
