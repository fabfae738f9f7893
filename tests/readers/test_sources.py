from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.errors import FaultError, SourceError
from graphkit.evidence import create_evidence_tables
from graphkit.readers import ReadOptions, read_into
from graphkit.readers.sources import expand
from graphkit.schema import EVIDENCE

PAGE = """LGJun 1, 2020
{0} of graphs
Bo Li, Eva Roth
We look.
AIJul 2, 2021
{0} of trees
Bo Li, Jo Doe
We see.
"""


def write(folder: Path, **texts: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def tables(sources: list[Path]) -> list[list[tuple[object, ...]]]:
    with Engine() as engine:
        create_evidence_tables(engine)
        read_into(engine, sources)
        return [engine.rows(f'SELECT * FROM "{table.table}"') for table in EVIDENCE]


def test_order_and_folder_of_the_files_do_not_matter(tmp_path: Path) -> None:
    texts = {"b": PAGE.format("Bounds"), "a": PAGE.format("Trees"), "c": PAGE.format("Sets")}
    first, second = write(tmp_path / "x", **texts), write(tmp_path / "y" / "z", **texts)
    expected = tables(first)
    assert len(expected[1]) == 6
    assert tables(list(reversed(second))) == expected
    assert tables([tmp_path / "x"]) == expected


def test_ids_follow_source_line_and_place(tmp_path: Path, engine: Engine) -> None:
    read_into(engine, write(tmp_path, b=PAGE.format("Bounds"), a=PAGE.format("Trees")))
    places = engine.rows("SELECT path, line FROM record JOIN source USING (source_id) ORDER BY record_id")
    assert places == [("a.txt", 1), ("a.txt", 5), ("b.txt", 1), ("b.txt", 5)]
    rows = engine.rows("SELECT mention_id, record_id, position FROM mention ORDER BY mention_id")
    assert rows == [(number + 1, number // 2 + 1, number % 2 + 1) for number in range(8)]


def test_the_same_bytes_are_read_once_and_told(tmp_path: Path, engine: Engine) -> None:
    write(tmp_path / "x", a=PAGE)
    write(tmp_path / "y", a=PAGE, b=PAGE)
    summary = read_into(engine, [tmp_path / "x" / "a.txt", tmp_path / "y"])
    assert (len(summary.sources), summary.records) == (1, 2)
    assert summary.duplicates == ("a.txt is the same file as a.txt", "b.txt is the same file as a.txt")


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path / "x", a=PAGE.format("One"))
    write(tmp_path / "y", a=PAGE.format("Two"))
    sources, _ = expand([tmp_path / "x", tmp_path / "y"])
    assert [source.name for source in sources] == sorted(f"a.txt#{source.sha256[:8]}" for source in sources)


def test_a_folder_is_read_whole_with_paths_from_it_on(tmp_path: Path) -> None:
    write(tmp_path / "in" / "deep", a=PAGE.format("One"))
    write(tmp_path / "in" / ".hidden", b=PAGE.format("Two"))
    assert [source.name for source in expand([tmp_path / "in"])[0]] == ["deep/a.txt"]


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for given in ([], [tmp_path / "nothing"], [tmp_path / "empty"]):
        with pytest.raises(SourceError):
            expand(given)


def test_an_unknown_file_says_what_was_looked_for(tmp_path: Path, engine: Engine) -> None:
    (path,) = write(tmp_path, a="Dear diary")
    with pytest.raises(
        SourceError, match=r"a\.txt: .*author profile.*daily-papers.*table.*found one line.*Dear diary"
    ):
        read_into(engine, [path])


def test_in_a_folder_it_is_passed_over_and_told(tmp_path: Path, engine: Engine) -> None:
    write(tmp_path, a=PAGE, readme="Dear diary")
    summary = read_into(engine, [tmp_path])
    assert (summary.records, summary.faults) == (2, 1)
    assert engine.rows("SELECT path, kind FROM fault JOIN source USING (source_id)") == [
        ("readme.txt", "file-passed-over")
    ]


def test_strict_lists_every_fault(tmp_path: Path, engine: Engine) -> None:
    write(tmp_path, a=PAGE + "AI\nA third\nBo Li, Jo Doe\nWe say.")
    with pytest.raises(FaultError, match=r"a\.txt:9 card-without-date"):
        read_into(engine, [tmp_path], ReadOptions(strict=True))


def test_progress_tells_every_source(tmp_path: Path, engine: Engine) -> None:
    calls: list[tuple[str, int, int]] = []
    read_into(engine, write(tmp_path, a=PAGE, b=PAGE.format("x")), None, lambda *call: calls.append(call))
    assert calls == [("a.txt", 0, 2), ("b.txt", 1, 2), ("", 2, 2)]


def test_a_folder_without_any_source_is_refused(tmp_path: Path, engine: Engine) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"nothing of interest in {name}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"no file of those given is a source; of a\.md: .* looked for"):
        read_into(engine, [tmp_path])


def test_an_unknown_encoding_is_refused(tmp_path: Path, engine: Engine) -> None:
    for encoding in ("klingon", "rot13"):
        with pytest.raises(SourceError, match=encoding):
            read_into(engine, write(tmp_path, a=PAGE), ReadOptions(encoding=encoding))
