"""Connections with small limits of memory: statements that need more, temporary tables, batches."""

from pathlib import Path

import pyarrow as pa
import pytest

from graphkit.engine import DuckDBError, Engine
from graphkit.errors import LimitError


def test_a_session_has_limits_and_tables_of_its_own(tmp_path: Path) -> None:
    with Engine(tmp_path / "a.duckdb", memory_limit="1GB", threads=2) as engine:
        with engine.session(threads=1, megabytes=50) as session:
            session.run("CREATE TEMP TABLE mine AS SELECT 1 AS x")
            assert session.rows("SELECT current_setting('threads'), current_setting('memory_limit')") == [
                (1, "47.6 MiB")
            ]
            assert [batch.num_rows for batch in session.batches("SELECT * FROM range(5000)", rows=2000)]
        ((threads, memory),) = engine.rows(
            "SELECT current_setting('threads'), current_setting('memory_limit')"
        )
        assert threads == 2
        assert memory.startswith("953.")
        with pytest.raises(DuckDBError):
            engine.rows("SELECT * FROM mine")


def test_a_statement_that_needs_more_memory_gets_it_up_to_the_limit_of_the_engine(tmp_path: Path) -> None:
    large = (
        "CREATE OR REPLACE TEMP TABLE t AS SELECT list(i) AS x FROM range(4000000) r(i)"  # lists do not spill
    )
    with Engine(tmp_path / "a.duckdb", memory_limit="1GB", threads=1) as engine:
        with engine.session(threads=1, megabytes=40) as session:
            with pytest.raises(LimitError):
                session.rows(large)
            session.run(large)
            assert session.rows("SELECT current_setting('memory_limit')") == [("38.1 MiB",)]
        with engine.session(threads=1, megabytes=40) as session, pytest.raises(LimitError):
            session.run(large.replace("4000000", "400000000"))


def test_a_session_reads_batches_one_after_another(tmp_path: Path) -> None:
    with Engine(tmp_path / "a.duckdb") as engine, engine.session(threads=1, megabytes=50) as session:
        rows = session.arrow("SELECT i FROM range(10) r(i) ORDER BY i")
        small = pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches(4))
        with session.reading("small", small):
            assert session.rows("SELECT sum(i), count(*) FROM small") == [(45, 10)]
        with pytest.raises(DuckDBError):
            session.rows("FROM small")


def test_rows_that_need_more_memory_get_it_too(tmp_path: Path) -> None:
    large = "SELECT len(list(i)) AS n FROM range(4000000) r(i)"
    with (
        Engine(tmp_path / "a.duckdb", memory_limit="1GB", threads=1) as engine,
        engine.session(threads=1, megabytes=40) as session,
    ):
        assert session.arrow(large).to_pylist() == [{"n": 4_000_000}]
        with pytest.raises(LimitError):
            session.arrow(large.replace("4000000", "400000000"))
        assert session.rows("SELECT current_setting('memory_limit')") == [("38.1 MiB",)]


def test_a_session_forgets_what_it_read_and_keeps_its_rows(tmp_path: Path) -> None:
    used = "SELECT sum(memory_usage_bytes) / 1e6 FROM duckdb_memory()"
    with Engine(tmp_path / "a.duckdb") as engine, engine.session(threads=1, megabytes=100) as session:
        session.run("CREATE TEMP TABLE t AS SELECT hash(i) AS x FROM range(4000000) r(i)")
        before, total = session.rows(used)[0][0], session.rows("SELECT sum(x) FROM t")
        session.forget(10)
        assert session.rows(used)[0][0] < 11 < before
        assert session.rows("SELECT sum(x) FROM t") == total
        assert session.rows("SELECT current_setting('memory_limit')") == [("95.3 MiB",)]


def test_a_query_asked_again_reads_the_tables_that_then_have_its_names(tmp_path: Path) -> None:
    doubled = "SELECT 2 * i AS d FROM numbers"
    with Engine(tmp_path / "a.duckdb") as engine, engine.session(threads=1, megabytes=50) as session:
        for size in (3, 5):
            session.keep("numbers", f"SELECT i FROM range({size}) r(i)")
            session.keep("twice", doubled)
            assert session.rows("SELECT sum(d) FROM twice") == [(size * (size - 1),)]
            session.drop(["twice", "numbers", "never_made"])
        with pytest.raises(DuckDBError):
            session.arrow(doubled)
