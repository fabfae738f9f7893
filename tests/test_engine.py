"""The DuckDB session: limits, temporary space, interruption, Arrow, threads."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from graphkit.engine import DuckDBError, Engine
from graphkit.errors import GraphFileError, LimitError

ENDLESS = "WITH RECURSIVE w(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM w) SELECT count(*) FROM w"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as engine:
        yield engine


def temporary_folder(engine: Engine) -> Path:
    return Path(engine.rows("SELECT current_setting('temp_directory')")[0][0])


def test_rows_and_arrow_take_parameters(engine: Engine) -> None:
    assert engine.rows("SELECT $a + 1, $b", {"a": 1, "b": "x"}) == [(2, "x")]
    assert engine.rows("SELECT ?", [[1, 2]]) == [([1, 2],)]
    assert engine.arrow("SELECT $a + 1 AS n", {"a": 1}).to_pydict() == {"n": [2]}
    assert engine.arrow("SELECT 1 AS n").to_pydict() == {"n": [1]}


def test_batches_run_beside_other_statements(engine: Engine) -> None:
    engine.run("CREATE TABLE t AS SELECT range AS x FROM range(10000)")
    sizes = []
    for batch in engine.batches("SELECT x FROM t WHERE x >= $low ORDER BY x", {"low": 4000}, rows=2048):
        sizes.append(batch.num_rows)
        assert engine.rows("SELECT count(*) FROM t") == [(10000,)]
    assert sum(sizes) == 6000
    assert max(sizes) <= 2048


def test_an_arrow_table_is_seen_inside_only(engine: Engine) -> None:
    with engine.table("given", pa.table({"x": [1, 2]})):
        assert engine.rows("SELECT sum(x) FROM given") == [(3,)]
    with pytest.raises(DuckDBError, match="given"):
        engine.rows("SELECT * FROM given")


def test_a_deadline_ends_a_query_and_the_engine_goes_on(engine: Engine) -> None:
    began = time.monotonic()
    with pytest.raises(LimitError, match=r"longer than 0\.2 s"), engine.deadline(0.2):
        engine.rows(ENDLESS)
    assert time.monotonic() - began < 5
    with engine.deadline(60):
        assert engine.rows("SELECT 1") == [(1,)]


def test_another_thread_can_interrupt(engine: Engine) -> None:
    timer = threading.Timer(0.2, engine.interrupt)
    timer.start()
    with pytest.raises(DuckDBError, match="Interrupted"):
        engine.rows(ENDLESS)
    timer.join()


def test_control_c_is_a_keyboard_interrupt(engine: Engine) -> None:
    def press(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, press)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            engine.rows(ENDLESS)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert engine.rows("SELECT 1") == [(1,)]


def test_threads_share_an_engine(engine: Engine) -> None:
    sums = {10: 45, 100: 4950, 1000: 499500}
    found: list[tuple[int, int]] = []

    def ask(number: int) -> None:
        sql = "SELECT sum(range) FROM range($n)"
        found.extend((number, engine.rows(sql, {"n": number})[0][0]) for _ in range(20))

    threads = [threading.Thread(target=ask, args=(number,)) for number in sums]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [pair for pair in sums.items() for _ in range(20)]


def test_what_does_not_fit_spills_and_the_folder_goes_with_the_session() -> None:
    with Engine(memory_limit="60MB", threads=1) as engine:
        folder = temporary_folder(engine)
        engine.run("CREATE TABLE t AS SELECT range AS x, repeat('a', 100) || range AS y FROM range(1000000)")
        assert list(folder.iterdir())
    assert not folder.exists()


def test_temporary_space_has_an_end() -> None:
    with Engine(memory_limit="40MB", threads=1) as engine:
        engine.run("SET max_temp_directory_size = '1MB'")
        with pytest.raises(LimitError, match="used up"):
            engine.rows("SELECT random() AS x, repeat('a', 100) || range AS y FROM range(2000000) ORDER BY x")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Papers\n" * 1000)
    with pytest.raises(GraphFileError, match=r"page\.txt: cannot be opened"):
        Engine(path, read_only=True)


def test_read_only_keeps_the_file(tmp_path: Path) -> None:
    path = tmp_path / "some.duckdb"
    with Engine(path) as engine:
        engine.run("CREATE TABLE t AS SELECT 1 AS x")
    with Engine(path, read_only=True) as engine, pytest.raises(DuckDBError, match="read-only"):
        engine.run("INSERT INTO t VALUES (2)")


def test_a_session_left_open_ends_quietly_with_the_interpreter() -> None:
    script = (
        "from graphkit.engine import Engine; engine = Engine(); "
        "engine.connection.create_function('f', lambda x: x, ['VARCHAR'], 'VARCHAR'); "
        "print(engine.rows(\"SELECT current_setting('temp_directory')\")[0][0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert not Path(done.stdout.strip()).exists()


@pytest.mark.parametrize("limit", ["a lot", "4", "4GB; SELECT 1", "-1GB"])
def test_a_memory_limit_that_is_no_size_is_refused(limit: str) -> None:
    with pytest.raises(LimitError, match="is no size of memory"):
        Engine(memory_limit=limit)
