"""One query in a process of its own, which can be ended when its time is up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import LimitError
from graphkit.sparql.text import QueryError, bind, refuse_service
from graphkit.sparql.worker import Answer, Request, work

TIMEOUT = 60.0
"""Seconds a query may take unless told otherwise."""


def ask(
    store: Path,
    text: str,
    *,
    accept: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    timeout: float | None = TIMEOUT,
) -> Answer:
    """Answer a SPARQL 1.1 query; updates and SERVICE are refused.

    The usual prefixes need not be declared. Where no default graph is named, it is all graphs together.

    Args:
        store: folder of the store.
        text: the query.
        accept: media types of the answer, the best first; the first that fits the query's form is taken.
        values: values of parameters; see `graphkit.sparql.text.bind`.
        default_graphs: IRIs of the graphs that make the default graph.
        named_graphs: IRIs of the graphs that GRAPH may name.
        timeout: seconds until the query is ended; None waits.

    Raises:
        QueryError: the query is malformed or refused.
        LimitError: the time was up.
    """
    text = bind(text, values or {})
    refuse_service(text)
    request = Request(store, text, tuple(accept), tuple(default_graphs), tuple(named_graphs))
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(sender, request), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise LimitError(
                f"the query took longer than {timeout:g} s",
                remedy="Give it more time with --timeout, or ask for less",
            )
        answer = receiver.recv()
    except EOFError as error:
        raise QueryError("the query ended its process; it may need more memory than there is") from error
    finally:
        process.kill()
        process.join()
        receiver.close()
    if isinstance(answer, Answer):
        return answer
    raise QueryError(answer, remedy="Correct the query; updates are not taken")
