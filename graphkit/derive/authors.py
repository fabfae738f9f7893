"""Authors, who wrote what, and their institutions."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from graphkit.derive.tables import write_nodes, write_relationships
from graphkit.engine import Engine
from graphkit.names import fullest


def derive_authors(engine: Engine) -> None:
    """Write Author and AUTHORED.

    Needs Paper, and the temporary tables `place`, `place_author` and `place_institution` (place_id,
    institution_id).
    """
    with engine.table("fullest_name", _fullest_names(engine)):
        write_nodes(engine, "Author", _AUTHORS)
    engine.run(_MEANT)
    write_relationships(engine, "AUTHORED", _AUTHORED)
    engine.run("DROP TABLE meant")


def derive_institutions(engine: Engine) -> None:
    """Write Institution, AFFILIATED_WITH and FROM_INSTITUTION.

    Needs Author and Paper, and the temporary tables `institution` (id, name, ror, country, kind),
    `place_institution` and `record_institution` (record_id, institution_id, raw).
    """
    write_nodes(engine, "Institution", "SELECT * FROM institution")
    write_relationships(engine, "AFFILIATED_WITH", """
        SELECT author_id AS source, institution_id AS target, count(DISTINCT paper_id) AS papers,
            min(year) AS first_year, max(year) AS last_year
        FROM place_institution JOIN place USING (place_id) JOIN place_author USING (place_id)
        JOIN node_paper ON node_paper.id = paper_id GROUP BY ALL
    """)  # fmt: skip
    write_relationships(engine, "FROM_INSTITUTION", """
        SELECT paper_id AS source, institution_id AS target, arg_min(raw, record_id) AS raw
        FROM record_institution JOIN record_paper USING (record_id) GROUP BY ALL
    """)  # fmt: skip


def _fullest_names(engine: Engine) -> pa.Table:
    """Author id → the fullest spelling, for authors with more than one: columns author_id, name."""
    rows = engine.rows("""
        WITH spelling AS (
            SELECT author_id, name, count(*) AS seen
            FROM mention JOIN mention_author USING (mention_id) GROUP BY ALL
        )
        SELECT * FROM spelling QUALIFY count(*) OVER (PARTITION BY author_id) > 1
    """)
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for author, name, seen in rows:
        spellings[author][name] = seen
    names = [fullest(found) for found in spellings.values()]
    return pa.table({"author_id": pa.array(spellings, pa.string()), "name": pa.array(names, pa.string())})


# What a page reports of its owner goes to the author of the mentions on it that bear the owner's name.
_AUTHORS = """
WITH spelling AS (
    SELECT author_id, min(name) AS any_name, list_sort(list(DISTINCT name)) AS names, min(orcid) AS orcid
    FROM mention JOIN mention_author USING (mention_id) GROUP BY author_id
), work AS (
    SELECT author_id, count(DISTINCT paper_id) AS papers, min(year) AS first_year, max(year) AS last_year
    FROM place JOIN place_author USING (place_id) JOIN node_paper ON node_paper.id = paper_id
    GROUP BY author_id
), owner AS (
    SELECT profile.*, mode(author_id ORDER BY author_id) AS author_id
    FROM profile JOIN record USING (source_id) JOIN mention USING (record_id, name)
    JOIN mention_author USING (mention_id)
    GROUP BY ALL
), reported AS (
    SELECT author_id, arg_min(category, (source_id, line)) AS reported_category,
        max(h_index) AS reported_h_index,
        max(citations) AS reported_citations, max(papers) AS reported_papers,
        arg_min(novelty, (source_id, line)) AS reported_novelty,
        arg_min(ai_score, (source_id, line)) AS reported_ai_score
    FROM owner GROUP BY author_id
)
SELECT spelling.author_id AS id, coalesce(fullest_name.name, any_name) AS name,
    list_filter(names, lambda n: n <> coalesce(fullest_name.name, any_name)) AS name_variants, orcid,
    papers, first_year, last_year, reported.* EXCLUDE (author_id)
FROM spelling JOIN work ON work.author_id = spelling.author_id
LEFT JOIN fullest_name ON fullest_name.author_id = spelling.author_id
LEFT JOIN reported ON reported.author_id = spelling.author_id
"""

# Apart from the rest: lists in the making do not spill, and take their memory with them when they are done.
_MEANT = """
CREATE TEMP TABLE meant AS
SELECT place_id, list(institution_id ORDER BY institution_id) AS institutions
FROM place_institution GROUP BY place_id
"""

_AUTHORED = """
SELECT author_id AS source, paper_id AS target, position, inferred, name AS raw_name,
    affiliation AS raw_affiliation, institutions
FROM place JOIN place_author USING (place_id) LEFT JOIN meant USING (place_id)
"""
