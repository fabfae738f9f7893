"""Limits of time and memory on what runs: a thread looks on, and stops it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from graphkit.errors import LimitError

Handler = Callable[[int, FrameType | None], object]
"""What is called for a signal."""

PAUSE = 0.05
"""Seconds between two looks."""

_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_STATM = Path("/proc/self/statm")


class Watch:
    """Stops what runs inside it when its time is up or the process has grown too much.

    DuckDB holds its buffers to a memory limit of its own; values inside functions, and rows that have become
    Python objects, are counted only here. A stop is repeated until the end, since one that comes between two
    statements is lost. Ctrl-C stops at once: DuckDB itself would wait until every thread has done its part.

    Args:
        stop: interrupts what runs; called from another thread.
        seconds: the time it may take; None for any.
        growth: bytes by which the process may grow; None for any, as on systems that do not tell its size.
    """

    def __init__(self, stop: Callable[[], None], seconds: float | None, growth: int | None) -> None:
        self._stop = stop
        self._seconds = seconds
        self._growth = growth
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._handlers: dict[signal.Signals, Handler] = {}
        self.reached: LimitError | None = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                handler = signal.getsignal(number)
                if callable(handler):
                    self._handlers[number] = handler
                    signal.signal(number, partial(self._signalled, handler))
        self._start = time.monotonic()
        self._resident = resident()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _signalled(self, handler: Handler, number: int, frame: FrameType | None) -> None:
        self._stop()
        handler(number, frame)

    def _look_on(self) -> None:
        while not self._over.wait(self._pause()):
            self.reached = self.reached or self._limit()
            if self.reached:
                self._stop()

    def _pause(self) -> float:
        if self._seconds is None or self.reached:
            return PAUSE
        return min(PAUSE, max(0.0, self._start + self._seconds - time.monotonic()))

    def _limit(self) -> LimitError | None:
        """The error of the limit that is reached, if one is."""
        if self._seconds is not None and time.monotonic() - self._start >= self._seconds:
            return LimitError(
                f"the query took longer than {self._seconds:g} s", remedy="Give it more time with --timeout"
            )
        if self._growth is None or self._resident is None:
            return None
        now = resident()
        if now is not None and now - self._resident > self._growth:
            return LimitError(
                f"the query took more than {self._growth / 2**30:.1f} GB of memory",
                remedy="Give it more with --memory, or ask for less",
            )
        return None


def size(text: str) -> int:
    """A size as DuckDB writes it, as `953.6 MiB`, in bytes."""
    amount, unit = text.split()
    return int(float(amount) * 1024 ** _UNITS.index(unit))


def resident() -> int | None:
    """Bytes of memory that the process holds; None where the system does not tell."""
    try:
        pages = int(_STATM.read_bytes().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
