"""Overrides: what they do, and that wrong or contradicting ones say where they stand."""

from pathlib import Path

import pytest

from graphkit.errors import OverrideError
from graphkit.resolution.overrides import Override, read_overrides
from graphkit.resolution.review import write_review
from tests.evidence import Named, Told, authors, resolved
from tests.resolution.test_authors import crowd

KANGS = [
    Told("A paper", ["Justin Kang"]),
    Told("B paper", ["Justin S. Kang"]),
    Told("C paper", ["Justin Singh Kang"]),
]
RECORDS = [
    *crowd(),
    *KANGS,
    Told("D paper", ["Wei Wang", "Ann Lee"]),
    Told("E paper", ["Wei Wang", "Bo Chen"]),
]


def lines(*overrides: tuple[str, str, str]) -> list[Override]:
    return [Override(*override, "", f"overrides.csv:{line}") for line, override in enumerate(overrides, 2)]


def outcome(*overrides: tuple[str, str, str], records: list[Told] = RECORDS) -> set[tuple[str, ...]]:
    crowd_names = {name for told in crowd() for name in told.byline}
    engine, _ = resolved(records, lines(*overrides))
    return {names for names in authors(engine) if names[0] not in crowd_names}


def key_of(name: str, title: str) -> str:
    rows = resolved(RECORDS)[0].rows("""
        SELECT key FROM place JOIN mention ON mention_id = place_id JOIN record USING (record_id)
        WHERE place.name = $1 AND title = $2
    """, [name, title])  # fmt: skip
    return str(rows[0][0])


def test_different_undoes_a_merge_of_names() -> None:
    found = outcome(
        ("different", "Justin Kang", "Justin S. Kang"), ("different", "Justin Kang", "Justin Singh Kang")
    )
    assert ("Justin Kang",) in found
    assert ("Justin S. Kang", "Justin Singh Kang") in found


def test_what_an_override_keeps_apart_is_no_longer_undecided() -> None:
    engine, _ = resolved(RECORDS, lines(("different", "Justin Kang", "Justin Singh Kang")))
    judgements = engine.rows("""
        SELECT x.name, y.name, verdict, split_part(evidence, '; ', -1) FROM judgement
        JOIN place x ON x.key = a JOIN place y ON y.key = b
        WHERE "by" = 'rule:rare-name' AND verdict <> 'same' ORDER BY ALL
    """)
    assert {(*sorted(names), verdict, reason) for *names, verdict, reason in judgements} == {
        ("Justin Kang", "Justin Singh Kang", "different", "an override keeps them apart"),
        ("Justin S. Kang", "Justin Singh Kang", "unsure", "an override keeps apart what belongs to them"),
    }


def test_different_divides_equal_names_by_mention_key() -> None:
    assert ("Wei Wang", "Wei Wang") in outcome()
    found = outcome(("different", key_of("Wei Wang", "D paper"), key_of("Wei Wang", "E paper")))
    assert ("Wei Wang",) in found
    assert ("Wei Wang", "Wei Wang") not in found


def test_a_mention_key_may_be_source_and_line() -> None:
    line = resolved(RECORDS)[0].rows("SELECT line FROM mention WHERE name = 'Justin Kang'")[0][0]
    assert ("Ann Lee", "Justin Kang", "Justin S. Kang", "Justin Singh Kang") in outcome(
        ("same", f"one.csv:{line}", "Ann Lee")
    )


def test_same_unites_what_no_rule_would_and_is_on_record() -> None:
    engine, _ = resolved(RECORDS, lines(("same", "Ann Lee", "Bo Chen")))
    assert ("Ann Lee", "Bo Chen") in authors(engine)
    rows = engine.rows("SELECT verdict, score FROM judgement WHERE \"by\" = 'overrides.csv:2'")
    assert rows == [("same", 1.0)]


def test_author_ids_can_be_named() -> None:
    engine, _ = resolved(RECORDS)
    ids = dict(engine.rows("SELECT name, author_id FROM mention JOIN mention_author USING (mention_id)"))
    assert ("Ann Lee", "Bo Chen") in outcome(("same", ids["Ann Lee"], ids["Bo Chen"]))


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ([("same", "Nobody Here", "Ann Lee")], "overrides.csv:2: nothing is called 'Nobody Here'"),
        ([("same", "Ann Lee", "Lee, Ann")], "mean the same mentions"),
        (
            [("same", "Ann Lee", "Bo Chen"), ("different", "Bo Chen", "Ann Lee")],
            "overrides.csv:2: contradicts overrides.csv:3",
        ),
        (
            [
                ("same", "Ann Lee", "Bo Chen"),
                ("same", "Bo Chen", "Ada Quill"),
                ("different", "Ada Quill", "Ann Lee"),
            ],
            "overrides.csv:3: contradicts overrides.csv:4",
        ),
        ([("same", "Wei Wang", "Ann Lee")], "would make one author of two on"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_line(
    overrides: list[tuple[str, str, str]], message: str
) -> None:
    with pytest.raises(OverrideError, match=message):
        outcome(*overrides)


def test_an_ambiguous_name_is_refused_with_the_candidates() -> None:
    records = [
        Told("A paper", [Named("Wei Wang", "s:1")]),
        Told("B paper", [Named("Wei Wang", "s:2")]),
        Told("C paper", ["Ann Lee"]),
    ]
    with pytest.raises(OverrideError, match=r"'Wei Wang' means 2 authors.*s:1 \(Wei Wang, .*#1\); s:2"):
        outcome(("same", "Wei Wang", "Ann Lee"), records=records)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("action,a\nsame,x\n", "overrides.csv: lacks the column 'b'"),
        ("action,a,b,note\nmerge,x,y,\n", "overrides.csv:2: unknown action 'merge'"),
        ("action,a,b,note\n\nsame,x,,\n", "overrides.csv:3: a or b is empty"),
    ],
)
def test_malformed_files(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OverrideError, match=message):
        read_overrides(path)


def test_the_review_file_can_be_filled_in_and_used(tmp_path: Path) -> None:
    common = [Told(f"Tunnels of kind {i}", ["Ada Quill"]) for i in range(6)]
    records = [*crowd(), *common, Told("Tunnels here", ["J. Kang"]), Told("Tunnels there", ["J. Kang"])]
    engine, summary = resolved(records)
    path = tmp_path / "review.csv"
    assert write_review(engine, path) == summary.unsure == 1
    path.write_text(path.read_text(encoding="utf-8").replace("\n,", "\nsame,"), encoding="utf-8")
    corrected, _ = resolved(records, read_overrides(path))
    assert ("J. Kang", "J. Kang") in authors(corrected)
