"""What the options of an export may say: IRIs that every format and every strict parser takes."""

from __future__ import annotations

import re

from graphkit.errors import ExportError

_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})"
_WEB = rf"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?(?:[/?]{_CHARACTER}*)?"
_URN = rf"urn:[a-z0-9][a-z0-9-]{{0,30}}[a-z0-9]:{_CHARACTER}*"
_IRI = re.compile(rf"(?:{_WEB}|{_URN})(?:#{_CHARACTER}*)?")


def check_base(base: str) -> None:
    """See that IRIs can be minted under a base.

    Raises:
        ExportError: it is no IRI, or does not end where a name can follow.
    """
    _check_iri(base, "--base")
    if not base.endswith(("/", "#", ":")):
        raise ExportError(
            f"names cannot follow {base!r}",
            where="--base",
            remedy="End it in /, # or :, as https://example.org/id/",
        )


def check_licence(licence: str) -> None:
    """See that a licence is named by an IRI.

    Raises:
        ExportError: it is not.
    """
    _check_iri(licence, "--licence")


def _check_iri(text: str, option: str) -> None:
    if not _IRI.fullmatch(text):
        raise ExportError(
            f"{text!r} is no IRI",
            where=option,
            remedy="Give a whole one that begins with https://, http:// or urn:, percent-encoded where it must be",
        )
