"""What atoms share and how that scores, with the same outcome however many are taken at once."""

import pytest

from graphkit.resolution import features, scoring
from tests.evidence import Told, resolved

FAMILIES = ["Kang", "Rask", "Tveit", "Quill"]
SHARED = [
    Told(f"{word} of {family}", [f"{given} {family}", f"Yigit {family}son"])
    for family in FAMILIES
    for word, given in [
        ("Spectra", "J."),
        ("Spectra", "Justin"),
        ("Moraines", "Justin S."),
        ("Moraines", "J."),
    ]
]


def test_how_much_is_taken_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for places, pairs in ((features.PLACES_AT_ONCE, scoring.PAIRS_AT_ONCE), (5, 3), (1, 1)):
        monkeypatch.setattr(features, "PLACES_AT_ONCE", places)
        monkeypatch.setattr(scoring, "PAIRS_AT_ONCE", pairs)
        engine, _ = resolved(SHARED)
        found.append(
            [
                engine.rows("SELECT mention_id, author_id FROM mention_author ORDER BY ALL"),
                engine.rows("SELECT * FROM judgement ORDER BY ALL"),
            ]
        )
    assert found[0] == found[1] == found[2]
    assert sum("shared" in str(row) or "co-author" in str(row) for row in found[0][1]) >= len(FAMILIES)


def test_titles_of_papers_without_authors_weigh_nothing() -> None:
    engine, summary = resolved([Told(f"A long enough title number {i}", []) for i in range(2)])
    assert summary.authors == 0
    assert engine.rows("SELECT * FROM judgement WHERE kind = 'author'") == []
