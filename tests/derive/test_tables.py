"""Graph tables: dense ids, orders, both directions, and facts of papers told by several records."""

from datetime import date

from graphkit.cypher.types import SHIFT
from graphkit.derive.tables import catalogue
from graphkit.schema import NODES, RELATIONSHIPS
from tests.evidence import Named, Told, derived

TITLE = "Looped Transformers for Length Generalization"
RECORDS = [
    Told(
        TITLE,
        ["Ying Fan", "Yilun Du", Named("Kangwook Lee", hidden=True)],
        "page.txt",
        complete=False,
        year=2024,
        categories=["LG", "DS"],
        handle="berkeley",
        abstract="short",
        reported_count=3,
    ),
    Told(
        TITLE,
        (),
        "daily.txt",
        complete=False,
        count=5,
        year=2025,
        year_inferred=True,
        abstract="a longer abstract",
        date=date(2024, 9, 24),
        reported_count=9,
    ),
    Told("Another paper with a title", ["Ying Fan"], "page.txt", year=2020, categories=["cs.LG"]),
]


def test_ids_are_dense_in_the_order_of_the_key_and_edges_sorted_from_both_ends() -> None:
    engine, _ = derived(RECORDS)
    for type_ in ("CITES", "PART_OF"):
        assert not engine.rows(
            f"SELECT 1 FROM information_schema.tables WHERE table_name = 'rel_{type_.lower()}'"
        )
    for number, node in enumerate(NODES):
        rows = engine.rows(f"SELECT _id, id FROM {node.table}")
        assert [id_ for id_, _ in rows] == [number * SHIFT + row for row in range(len(rows))]
        assert [key for _, key in rows] == sorted(key for _, key in rows)
    for number, relationship in enumerate(RELATIONSHIPS[:6]):
        rows = engine.rows(f"SELECT _id, _source, _target FROM {relationship.table}")
        assert [row[0] for row in rows] == [number * SHIFT + row for row in range(len(rows))]
        assert rows == sorted(rows, key=lambda row: row[1:])
        back = engine.rows(f"SELECT _id, _source, _target FROM {relationship.table}_by_target")
        assert back == sorted(rows, key=lambda row: (row[2], row[0]))


def test_a_paper_takes_the_best_of_its_records() -> None:
    engine, _ = derived(RECORDS)
    row = engine.rows("""
        SELECT title, abstract, date, year, year_inferred, author_count, byline_complete, reported_count, sources,
            source_count FROM node_paper WHERE starts_with(title, 'Looped')
    """)[0]
    assert row == (
        TITLE, "a longer abstract", date(2024, 9, 24), 2024, False, 5, False, 9,
        ["daily.txt:10", "page.txt:20"], 2,
    )  # fmt: skip


def test_a_complete_byline_completes_a_truncated_one() -> None:
    whole = Told(TITLE, ["Ying Fan", "Yilun Du", "Kannan Ramchandran", "Kangwook Lee"], "table.csv")
    engine, _ = derived([*RECORDS[:1], whole])
    assert engine.rows("SELECT author_count, byline_complete FROM node_paper") == [(4, True)]
    rows = engine.rows("SELECT position, inferred, raw_name FROM rel_authored ORDER BY position")
    assert rows == [
        (1, False, "Ying Fan"), (2, False, "Yilun Du"), (3, False, "Kannan Ramchandran"), (4, False, "Kangwook Lee"),
    ]  # fmt: skip


def test_a_truncated_byline_stays_marked() -> None:
    engine, _ = derived([RECORDS[0]])
    assert engine.rows("SELECT author_count, byline_complete FROM node_paper") == [(None, False)]
    rows = engine.rows("SELECT position, inferred, raw_name FROM rel_authored ORDER BY position")
    assert rows == [(1, False, "Ying Fan"), (2, False, "Yilun Du"), (None, True, "Kangwook Lee")]


def test_categories_have_their_parents_and_ambiguity_is_marked() -> None:
    engine, _ = derived(RECORDS)
    rows = engine.rows("SELECT id, ambiguous FROM node_category ORDER BY id")
    assert rows == [("arxiv:cs", False), ("arxiv:cs.DS", True), ("arxiv:cs.LG", False)]
    above = engine.rows("""
        SELECT a.code, b.code FROM rel_subcategory_of JOIN node_category a ON a._id = _source
        JOIN node_category b ON b._id = _target ORDER BY ALL
    """)
    assert above == [("cs.DS", "cs"), ("cs.LG", "cs")]
    primary = engine.rows("""
        SELECT title, code, "primary" FROM rel_in_category JOIN node_category c ON c._id = _target
        JOIN node_paper p ON p._id = _source ORDER BY ALL
    """)
    assert primary == [
        ("Another paper with a title", "cs.LG", True), (TITLE, "cs.DS", False), (TITLE, "cs.LG", True),
    ]  # fmt: skip


def test_the_catalogue_counts_every_table() -> None:
    engine, _ = derived(RECORDS)
    for type_ in ("rel_cites", "rel_part_of"):
        engine.run(f"CREATE TABLE {type_} (_id BIGINT)")
    found = catalogue(engine)
    assert [table.labels for table in found.nodes] == [
        ("Paper",),
        ("Author",),
        ("Category",),
        ("Institution",),
    ]
    assert {table.type: table.count for table in found.relationships}["AUTHORED"] == 4
    assert all(table.unique == ("id",) for table in found.nodes)
    assert found.from_json(found.to_json()) == found


def test_former_ids_of_a_paper_stand_in_code_point_order() -> None:
    engine, _ = derived([Told(TITLE, ["Ying Fan"], doi="10.1/x", arxiv_id="2301.00001", native_id="s:1")])
    (history,) = engine.rows("SELECT id_history FROM node_paper")[0]
    assert history[:2] == ["arxiv:2301.00001", "s:1"]
    assert [id_.split(":")[0] for id_ in history] == ["arxiv", "s", "title"]
