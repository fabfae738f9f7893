"""Who wrote what, and at which institutions."""

from tests.evidence import Named, Told, derived

RECORDS = [
    Told("Early", [Named("Ann Quill", "ann", affiliation="Old House")]),
    Told("Late", [Named("Ann Quill", "ann", affiliation="New House; Third House"), Named("Bo Rask", "bo")]),
]


def test_an_authorship_has_the_institutions_of_its_own_paper_alone() -> None:
    engine, _ = derived(RECORDS)
    rows = engine.rows("""
        SELECT p.title, a.name, list(i.name ORDER BY i.name) FILTER (i.name IS NOT NULL)
        FROM rel_authored r JOIN node_paper p ON p._id = r._target JOIN node_author a ON a._id = r._source
        LEFT JOIN node_institution i ON list_contains(r.institutions, i.id)
        GROUP BY ALL ORDER BY 1, 2
    """)
    assert rows == [
        ("Early", "Ann Quill", ["Old House"]),
        ("Late", "Ann Quill", ["New House", "Third House"]),
        ("Late", "Bo Rask", None),
    ]


def test_authorships_and_affiliations_agree() -> None:
    engine, _ = derived(RECORDS)
    through_papers = engine.rows("""
        SELECT r._source, i._id, count(DISTINCT r._target)
        FROM (SELECT _source, _target, unnest(institutions) AS institution FROM rel_authored) r
        JOIN node_institution i ON i.id = institution GROUP BY ALL ORDER BY ALL
    """)
    assert through_papers == engine.rows(
        "SELECT _source, _target, papers FROM rel_affiliated_with ORDER BY _source, _target"
    )
    assert engine.rows("SELECT count(*) FROM rel_authored WHERE len(institutions) = 0") == [(0,)]
