"""The openCypher kit: every case goes right, or stands in exceptions.tsv with its verdict and reason."""

from pathlib import Path

import pytest

from tests.cypher.tck.cases import read_cases
from tests.cypher.tck.exceptions import read_exceptions
from tests.cypher.tck.runner import Outcome, run_all


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> list[Outcome]:
    return list(run_all(read_cases(shared)))


@pytest.mark.shared
def test_every_case_is_right_or_listed(outcomes: list[Outcome]) -> None:
    known = {id_: exception.verdict for id_, exception in read_exceptions().items()}
    came = {outcome.case.id: outcome.verdict for outcome in outcomes}
    unlisted = [
        f"{outcome.case.id}: {outcome.verdict}: {outcome.detail}\n{outcome.case.query}"
        for outcome in outcomes
        if outcome.verdict not in {"right", known.get(outcome.case.id)}
    ]
    assert not unlisted, "\n\n".join(unlisted[:20])
    to_strike = [id_ for id_ in known if came.get(id_, "right") == "right"]
    assert not to_strike, f"these go right, strike them from exceptions.tsv: {to_strike}"


@pytest.mark.shared
def test_at_least_995_in_1000_are_right_without_temporal_ones(outcomes: list[Outcome]) -> None:
    plain = [outcome for outcome in outcomes if not outcome.case.temporal]
    right = sum(outcome.verdict == "right" for outcome in plain)
    assert right >= 0.995 * len(plain), f"{right} of {len(plain)}"


def test_every_exception_has_a_reason_and_none_is_silently_wrong() -> None:
    for exception in read_exceptions().values():
        assert exception.verdict in {"refused", "wrong"}
        assert len(exception.reason) > 10
