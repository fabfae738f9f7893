"""The block of data inside a page: sections of numbers and texts, deflated, in base64."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

LEVEL = 9


class Block:
    """Named sections and a header; `encoded` is what `decode.js` reads.

    Layout before compression: length of the header (4 bytes, little-endian), the header as JSON, the sections.
    Numbers are varints (7 bits a byte, the lowest first); signed ones are folded to 0, -1, 1, -2, … first.
    """

    def __init__(self, header: dict[str, object]) -> None:
        self._header = header
        self._sections: list[tuple[str, str, bytes]] = []

    def numbers(self, name: str, values: npt.ArrayLike) -> None:
        """A section of whole numbers, none negative."""
        self._sections.append((name, "numbers", varints(np.asarray(values, dtype=np.int64))))

    def steps(self, name: str, values: npt.ArrayLike) -> None:
        """A section of whole numbers kept as differences from one to the next: small where they are ordered."""
        difference = np.asarray(np.diff(np.asarray(values, dtype=np.int64), prepend=0), dtype=np.int64)
        self._sections.append((name, "steps", varints((difference << 1) ^ (difference >> 63))))

    def texts(self, name: str, values: Iterable[str | None]) -> None:
        """A section of texts, one a line; None is the empty text, line ends and controls become spaces."""
        joined = "\n".join("".join(max(c, " ") for c in value) if value else "" for value in values)
        self._sections.append((name, "texts", joined.encode("utf-8", "replace")))

    def encoded(self) -> str:
        """The whole block in base64."""
        sections = [(name, kind, len(data)) for name, kind, data in self._sections]
        header = json.dumps({**self._header, "sections": sections}, ensure_ascii=False, separators=(",", ":"))
        text = header.encode("utf-8", "replace")
        whole = b"".join([len(text).to_bytes(4, "little"), text, *(data for _, _, data in self._sections)])
        squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        return base64.b64encode(squeeze.compress(whole) + squeeze.flush()).decode("ascii")


def varints(values: npt.NDArray[np.int64]) -> bytes:
    """Whole numbers, none negative, seven bits a byte, the lowest first; the high bit says that more follow."""
    if not len(values):
        return b""
    rest = values.astype(np.uint64)
    columns = []
    while True:
        low, rest = rest & np.uint64(127), rest >> np.uint64(7)
        columns.append(low)
        if not rest.any():
            break
    digits = np.stack(columns, axis=1)
    used = digits.shape[1] - np.argmax((digits != 0)[:, ::-1], axis=1)
    used[~(digits != 0).any(axis=1)] = 1
    place = np.arange(digits.shape[1])
    more = place < used[:, None] - 1
    data: npt.NDArray[np.uint64] = (digits | np.where(more, 128, 0).astype(np.uint64))[place < used[:, None]]
    return data.astype(np.uint8).tobytes()
