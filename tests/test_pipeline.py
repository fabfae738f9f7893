"""The whole pipeline over real pages: facts, determinism, and files that appear whole or not at all."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit.pipeline
from graphkit.build_options import build_options
from graphkit.engine import Engine
from graphkit.errors import GraphFileError, SourceError
from graphkit.pipeline import build
from graphkit.stores.digest import digest

PROFILE = """Owen Holder

LG
h-index3
2papers

2 Papers

LGJun 12, 2022
Looped Bridges for Length Measurement

Ann Lee, Bo Chen, Carla Sontag et al. · berkeley

We measure bridges with loops.

CRMay 3, 2021
A Second Paper About Bridges

Ann Lee, Owen Holder

We measure further bridges.
"""
DAILY = """Get trending papers in your email inbox!

Daily Papers

byAK and the research community

Nov 14

Looped Bridges for Length Measurement

We measure bridges with loops, and say more of it here.

  • 5 authors
·
Jun 12, 2022
"""
TABLE = """title,authors,year
Looped Bridges for Length Measurement,Ann Lee;Bo Chen;Carla Sontag;Dmitri Tveit;Owen Holder,2022
"""


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Path]:
    return sorted((shared / "data/pages").glob("*.txt"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "profile.txt").write_text(PROFILE, encoding="utf-8")
    (folder / "daily.txt").write_text(DAILY, encoding="utf-8")
    return folder


def graph(*sources: Path, **options: object) -> Engine:
    engine = build(list(sources), options=build_options(**options)).engine  # type: ignore[arg-type]
    assert engine is not None
    return engine


@pytest.mark.shared
def test_facts_of_the_five_pages(pages: list[Path]) -> None:
    engine = graph(*pages)
    assert engine.rows("SELECT count(*) FROM record") == [(247,)]
    assert engine.rows("SELECT count(*), count(*) FILTER (source_count > 1) FROM node_paper") == [(232, 14)]
    on_two = engine.rows("""
        SELECT list_sort(list(DISTINCT format)) AS formats, count(DISTINCT paper_id) FROM (
            SELECT *, count(*) OVER (PARTITION BY paper_id) AS pages
            FROM record_paper JOIN record USING (record_id) JOIN source USING (source_id)
        ) WHERE pages > 1 GROUP BY paper_id ORDER BY ALL
    """)
    assert sorted(format_ for formats, _ in on_two for format_ in formats) == ["daily-page"] * 13 + [
        "profile-page"
    ]
    assert engine.rows("SELECT count(DISTINCT name) FROM mention") == [(145,)]
    assert engine.rows("SELECT count(*) FROM node_author") == [(142,)]
    assert engine.rows(
        "SELECT name, name_variants FROM node_author WHERE len(name_variants) > 0 ORDER BY 1"
    ) == [
        ("Justin Singh Kang", ["Justin Kang", "Justin S. Kang"]),
        ("Yigit Efe Erginbas", ["Yigit E. Erginbas"]),
    ]
    owner = (
        "SELECT papers, reported_papers, reported_h_index FROM node_author WHERE name = 'Kannan Ramchandran'"
    )
    assert engine.rows(owner) == [(50, 83, 89)]
    nameless = "SELECT count(*) FROM node_paper WHERE _id NOT IN (SELECT _target FROM rel_authored)"
    assert engine.rows(nameless) == [(133,)]
    institutions = {name for (name,) in engine.rows("SELECT name FROM node_institution")}
    assert institutions >= {"University of California, Berkeley", "Carnegie Mellon University", "Gensyn"}


@pytest.mark.shared
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_same_tables_in_any_order_and_with_any_number_of_threads(
    pages: list[Path], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(pages))
    threads = data.draw(st.sampled_from([1, 2]))
    assert digest(graph(*order, threads=threads)) == digest(graph(*pages, threads=2, memory="1GB"))


def test_a_page_of_each_family_and_a_table_tell_of_one_paper(own: Path) -> None:
    engine = graph(own)
    looped = "FROM node_paper WHERE starts_with(title, 'Looped')"
    assert engine.rows(f"SELECT source_count, author_count, byline_complete {looped}") == [(2, 5, False)]
    (own / "table.csv").write_text(TABLE, encoding="utf-8")
    engine = graph(own)
    assert engine.rows(f"SELECT source_count, author_count, byline_complete {looped}") == [(3, 5, True)]
    assert engine.rows("SELECT count(*) FROM node_author") == [(5,)]


def test_the_folder_does_not_matter(own: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another" / "place"
    shutil.copytree(own, elsewhere)
    assert (
        digest(graph(own))
        == digest(graph(elsewhere))
        == digest(graph(elsewhere / "profile.txt", elsewhere / "daily.txt"))
    )


def test_a_file_holds_what_memory_holds(own: Path, tmp_path: Path) -> None:
    result = build([own], tmp_path / "graph.duckdb")
    assert result.path == tmp_path / "graph.duckdb"
    with Engine(result.path, read_only=True) as engine:
        assert digest(engine) == digest(graph(own))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["graph.duckdb"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RuntimeError])
def test_an_old_file_stays_whole_when_a_build_fails(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    out = tmp_path / "graph.duckdb"
    build([own], out)
    before = out.read_bytes()

    def fail(*_: object) -> None:
        raise interruption

    monkeypatch.setattr(graphkit.pipeline, "derive_authors", fail)
    with pytest.raises(interruption):
        build([own], out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["graph.duckdb"]


def test_errors_of_paths(own: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphFileError, match="folder does not exist"):
        build([own], tmp_path / "none" / "graph.duckdb")
    with pytest.raises(GraphFileError, match="is a folder"):
        build([own], tmp_path)
    with pytest.raises(SourceError, match="given twice"):
        build_options(mapping=["name=author"], map_file="map.toml")


def test_the_time_comes_from_the_inputs_or_the_environment(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert graph(own).rows("SELECT value FROM meta WHERE key = 'time'") == [('"2022-06-12T00:00:00+00:00"',)]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert graph(own).rows("SELECT value FROM meta WHERE key = 'time'") == [('"1970-01-01T00:00:00+00:00"',)]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(SourceError, match="SOURCE_DATE_EPOCH"):
        graph(own)


def test_the_summary_says_what_was_done(own: Path) -> None:
    text = str(build([own]).summary)
    assert "Papers         3 records tell of 2 papers" in text
    assert "are 4 authors" in text
    assert "Inferred       1 authorship from the page, 0 years" in text


def test_stages_are_told(own: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([own], progress=lambda *stage: told.append(stage))
    assert ("co-authorship", 1, 1) in told
    assert told[0][1:] == (0, 2)
