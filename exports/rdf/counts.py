"""How many triples the templates make of rows, counted on the Arrow data that the texts are made from."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphkit.exports.rdf.template import Element, Template


def triples_of_rows(
    rows: pa.Table, element: Element, counts: Counter[tuple[str, str, str]]
) -> npt.NDArray[np.int64]:
    """Number of triples of each row, in the order of the rows.

    Args:
        rows: what the element's templates read.
        element: the templates.
        counts: to which the number of triples by element, subject column and predicate is added.
    """
    total = np.zeros(rows.num_rows, np.int64)
    start = 0
    for batch in rows.to_batches():
        end = start + batch.num_rows
        for block in element.blocks:
            has_subject = _present(batch.column(block.subject))
            for template in block.templates:
                numbers = has_subject * _values(batch, template)
                total[start:end] += numbers
                counts[element.name, block.subject, template.predicate] += int(numbers.sum())
        start = end
    return total


def _values(batch: pa.RecordBatch, template: Template) -> npt.NDArray[np.int64]:
    """How many values of a template each row has."""
    if template.kind == "constant":
        return np.ones(batch.num_rows, np.int64)
    column = batch.column(template.column)
    present = _present(column)
    if not template.many:
        return present
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, 4 * column.offset)
    return present * np.diff(offsets)


def _present(column: pa.Array) -> npt.NDArray[np.int64]:
    """1 for each value that is not null, 0 for the others; what Arrow computes with would take 10 MB to load."""
    validity = column.buffers()[0]
    if validity is None:
        return np.full(len(column), int(column.null_count == 0), np.int64)
    bits = np.unpackbits(np.frombuffer(validity, np.uint8), bitorder="little")
    return bits[column.offset : column.offset + len(column)].astype(np.int64)
