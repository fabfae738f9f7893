"""Papers and their categories, from the records linked to each paper."""

from __future__ import annotations

import pyarrow as pa

from graphkit.categories import resolve, taxonomy
from graphkit.derive.tables import write_nodes, write_relationships
from graphkit.engine import Engine


def derive_papers(engine: Engine) -> None:
    """Write Paper. Needs `record_paper` and the temporary tables `place` and `former_id`.

    Of facts that records tell differently, the first record's holds; the longest abstract, the earliest
    date. A year that a source states goes before an inferred one. A byline is complete if it is so in one
    record. The author count is the largest that a complete byline has, else the largest that a record
    tells, and never below the number of names.
    """
    write_nodes(engine, "Paper", _PAPERS)


def derive_categories(engine: Engine) -> list[str]:
    """Write Category with all parents, IN_CATEGORY and SUBCATEGORY_OF.

    Returns:
        A note in words for each code that is ambiguous or unknown, in the order of the codes.
    """
    codes = [
        code
        for (code,) in engine.rows("SELECT DISTINCT unnest(categories) AS code FROM record ORDER BY code")
    ]
    matches = {code: resolve(code) for code in codes}
    rows = {match.id: (match.code, match.name, match.scheme, match.parent) for match in matches.values()}
    for match in matches.values():
        parent = match.parent
        while parent is not None:
            category = taxonomy()[parent]
            rows[f"{match.scheme}:{parent}"] = (category.code, category.name, match.scheme, category.parent)
            parent = category.parent
    ambiguous = {match.id for match in matches.values() if match.ambiguous}
    table = pa.table({
        "id": pa.array(rows, pa.string()),
        **{name: pa.array([row[i] for row in rows.values()], pa.string())
           for i, name in enumerate(("code", "name", "scheme", "parent"))},
        "ambiguous": pa.array([id_ in ambiguous for id_ in rows], pa.bool_()),
    })  # fmt: skip
    written = pa.table({
        "code": pa.array(matches, pa.string()), "category": pa.array([m.id for m in matches.values()], pa.string())
    })  # fmt: skip
    with engine.table("category", table), engine.table("written_code", written):
        write_nodes(engine, "Category", "SELECT * FROM category")
        write_relationships(engine, "IN_CATEGORY", _IN_CATEGORY)
        write_relationships(engine, "SUBCATEGORY_OF", """
            SELECT id AS source, scheme || ':' || parent AS target FROM category WHERE parent IS NOT NULL
        """)  # fmt: skip
    return [f"{code}: {match.note}" for code, match in matches.items() if match.note]


_PAPERS = """
WITH linked AS (
    SELECT record.*, paper_id, path
    FROM record_paper JOIN record USING (record_id) JOIN source USING (source_id)
), named AS (
    SELECT paper_id, count(*) AS names FROM place GROUP BY paper_id
), formerly AS (
    SELECT paper_id, list(id ORDER BY id) AS former_ids FROM former_id GROUP BY paper_id
), united AS (
    SELECT paper_id AS id,
        arg_min(title, record_id) AS title,
        arg_max(abstract, (length(abstract), -record_id)) AS abstract,
        min(date) FILTER (date IS NOT NULL AND NOT coalesce(year_inferred, false)) AS stated_date,
        min(date) AS any_date,
        min(year) FILTER (NOT coalesce(year_inferred, false)) AS stated_year,
        min(year) AS any_year,
        min(doi) AS doi, min(arxiv_id) AS arxiv_id,
        arg_min(venue, record_id) AS venue, arg_min(type, record_id) AS type,
        max(author_count) FILTER (byline_complete) AS complete_count, max(author_count) AS reported_authors,
        bool_or(coalesce(byline_complete, false)) AS byline_complete,
        bool_or(has_code) AS has_code,
        max(reported_citations) AS reported_citations, max(reported_count) AS reported_count,
        arg_min(reported_score, record_id) AS reported_score, arg_min(url, record_id) AS url,
        list_sort(list(DISTINCT path || ':' || line)) AS sources, count(DISTINCT source_id) AS source_count
    FROM linked GROUP BY paper_id
)
SELECT united.*, coalesce(stated_date, any_date) AS date, coalesce(stated_year, any_year) AS year,
    CASE WHEN any_year IS NOT NULL THEN stated_year IS NULL END AS year_inferred,
    greatest(coalesce(complete_count, reported_authors),
        CASE WHEN byline_complete OR reported_authors IS NOT NULL THEN names END) AS author_count,
    coalesce(former_ids, []) AS id_history
FROM united LEFT JOIN named ON named.paper_id = united.id LEFT JOIN formerly ON formerly.paper_id = united.id
"""

_IN_CATEGORY = """
WITH written AS (
    SELECT paper_id, record_id, unnest(categories) AS code, generate_subscripts(categories, 1) AS place
    FROM record JOIN record_paper USING (record_id)
)
SELECT paper_id AS source, category AS target, bool_or(place = 1) AS "primary"
FROM written JOIN written_code USING (code) GROUP BY ALL
"""
