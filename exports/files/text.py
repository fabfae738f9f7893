"""Texts inside the formats."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(value: object) -> str:
    """A value inside an XML element or attribute; characters that XML forbids become U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = _NOT_XML.sub("\ufffd", str(value))
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def one_line(value: object) -> str:
    """A text without line ends, tabs and controls: each becomes a space."""
    return "".join(" " if c < " " or c in "\x7f\x85\u2028\u2029" else c for c in str(value))
