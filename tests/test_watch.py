"""Limits on what runs: time and memory, seen to by another thread."""

from __future__ import annotations

import threading
import time

import pytest

from graphkit.watch import Watch, resident, size


@pytest.mark.parametrize(("text", "expected"), [("512 bytes", 512), ("1.5 KiB", 1536), ("2.0 GiB", 2 << 30)])
def test_sizes_are_read_as_duckdb_writes_them(text: str, expected: int) -> None:
    assert size(text) == expected


def test_time_that_is_up_stops_again_and_again() -> None:
    stops = threading.Semaphore(0)
    with Watch(stops.release, 0.05, None) as watch:
        assert all(stops.acquire(timeout=5) for _ in range(3))
    assert "longer than 0.05 s" in str(watch.reached)


def test_nothing_is_stopped_within_the_limits() -> None:
    stopped = threading.Event()
    with Watch(stopped.set, 60, 1 << 40) as watch:
        time.sleep(0.15)
    assert watch.reached is None
    assert not stopped.is_set()


@pytest.mark.skipif(resident() is None, reason="the system does not tell the size of a process")
def test_memory_that_grows_is_stopped() -> None:
    stopped = threading.Event()
    with Watch(stopped.set, None, 50 << 20) as watch:
        held = bytearray(b"\1") * (200 << 20)
        assert stopped.wait(5)
    assert len(held) == 200 << 20
    assert "0.0 GB of memory" in str(watch.reached)
