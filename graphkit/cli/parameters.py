"""Parameters given on the command line as k=v."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

param_option = click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."
)


def split(params: Iterable[str]) -> dict[str, str]:
    """Names and values as written.

    Raises:
        click.UsageError: one has no name, or stands twice.
    """
    found: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--param takes NAME=VALUE, not {param!r}.")
        if name in found:
            raise click.UsageError(f"--param {name} is given twice.")
        found[name] = value
    return found


def values(params: Iterable[str]) -> dict[str, Any]:
    """Names and values; a value that is JSON is read as JSON, everything else is text."""
    return {name: _value(text) for name, text in split(params).items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
