from graphkit.engine import Engine
from graphkit.exports.rdf.fair import fair_report
from tests.exports.rdf.fixture import make_graph


def test_every_principle_is_answered_with_the_numbers_of_the_graph(small: Engine) -> None:
    report = {principle.number: principle for principle in fair_report(small)}
    assert list(report) == [
        "F1", "F2", "F3", "F4", "A1", "A1.1", "A1.2", "A2", "I1", "I2", "I3", "R1", "R1.1", "R1.2", "R1.3",
    ]  # fmt: skip
    assert {principle.met for principle in report.values()} == {"yes", "partly", "no"}
    assert report["F1"].met == "partly"
    assert (
        "2 of 2 papers have a DOI; 1 of 3 authors have an ORCID; 1 of 2 institutions have" in report["F1"].by
    )
    assert report["R1.2"].by.startswith("2 sources")


def test_public_identifiers_everywhere_meet_f1() -> None:
    with make_graph(
        None, node_paper=[{"id": "10.1000/x"}], node_author=[{"id": "0000-0002-1825-0097"}]
    ) as engine:
        report = {principle.number: principle.met for principle in fair_report(engine)}
    assert report["F1"] == "yes"
    assert report["R1.2"] == "no"
