"""One byline for each paper: the mentions of its records are brought to common places.

The record with the fullest byline gives the places and their order. A name of another record, or one the page
implies, goes to the place where the same name stands, else where a compatible one stands at the same
position, else to the only compatible one. What finds none gets a place of its own, without a position if
that is taken.
"""

from __future__ import annotations

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.names import compatible, parse


def unite_bylines(engine: Engine) -> None:
    """Make the temporary tables `mention_place` (mention_id, place_id) and `place`.

    `place` has one row for each author of a paper: place_id, paper_id, position, key (of the mention), name,
    full_name, block, initials_only, orcid, native_id, affiliation, inferred. Needs `record_paper` and `name_key`.
    """
    engine.run(_CANDIDATES)
    names = engine.rows(
        "SELECT DISTINCT name, main_name FROM place_candidate WHERE full_name <> main_full_name ORDER BY ALL"
    )
    agreeing = [(a, b) for a, b in names if compatible(parse(a), parse(b))]
    pairs = pa.table(
        {
            "name": pa.array([a for a, _ in agreeing], pa.string()),
            "main_name": pa.array([b for _, b in agreeing], pa.string()),
        }
    )
    with engine.table("agreeing_name", pairs):
        engine.run(_PLACES)
    engine.run(_PLACE)
    for table in ("byline_mention", "place_candidate"):
        engine.run(f"DROP TABLE {table}")


_CANDIDATES = """
CREATE TEMP TABLE byline_mention AS
WITH record_rank AS (
    SELECT record_id, paper_id, row_number() OVER fullest = 1 AS main
    FROM record_paper JOIN record USING (record_id)
    LEFT JOIN (SELECT record_id, count(position) AS seen FROM mention GROUP BY record_id) USING (record_id)
    WINDOW fullest AS (
        PARTITION BY paper_id ORDER BY coalesce(byline_complete, false) DESC, coalesce(seen, 0) DESC, record_id)
)
SELECT mention_id, record_id, paper_id, position, name, full_name, block,
    main AND position IS NOT NULL AS main
FROM mention JOIN record_rank USING (record_id) JOIN name_key USING (name);

CREATE TEMP TABLE place_candidate AS
SELECT other.mention_id, other.record_id, other.name, other.full_name, other.position,
    main.mention_id AS place_id, main.name AS main_name, main.full_name AS main_full_name,
    main.position AS main_position
FROM byline_mention other JOIN byline_mention main USING (paper_id, block)
WHERE main.main AND NOT other.main
"""

_PLACES = """
CREATE TEMP TABLE mention_place AS
WITH agreeing AS (
    SELECT mention_id, record_id, place_id, main_position, full_name = main_full_name AS equal,
        coalesce(position = main_position, false) AS in_place
    FROM place_candidate LEFT JOIN agreeing_name USING (name, main_name)
    WHERE full_name = main_full_name OR agreeing_name.name IS NOT NULL
), best AS (
    SELECT *, count(*) OVER (PARTITION BY mention_id) AS choices FROM agreeing
    QUALIFY row_number() OVER (
        PARTITION BY mention_id ORDER BY equal DESC, in_place DESC, main_position) = 1
), matched AS (
    SELECT mention_id, place_id FROM best WHERE equal OR in_place OR choices = 1
    QUALIFY row_number() OVER (
        PARTITION BY place_id, record_id ORDER BY equal DESC, in_place DESC, mention_id) = 1
), rest AS (
    SELECT mention_id, min(mention_id) OVER (PARTITION BY paper_id, full_name, place) AS place_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY record_id, full_name ORDER BY mention_id) AS place
        FROM byline_mention ANTI JOIN matched USING (mention_id) WHERE NOT main
    )
)
SELECT mention_id, mention_id AS place_id FROM byline_mention WHERE main
UNION ALL SELECT * FROM matched
UNION ALL SELECT * FROM rest
"""

_PLACE = """
CREATE TEMP TABLE place AS
WITH united AS (
    SELECT place_id, min(orcid) AS orcid, min(native_id) AS native_id, bool_and(inferred) AS inferred,
        arg_min(affiliation, CASE WHEN mention_id = place_id THEN 0 ELSE mention_id END) AS affiliation
    FROM mention_place JOIN mention USING (mention_id) GROUP BY place_id
), spot AS (
    SELECT place_id, paper_id, main, name, full_name, block, CASE
            WHEN main THEN position
            WHEN position IS NULL OR bool_or(main) OVER (PARTITION BY paper_id, position) THEN NULL
            WHEN row_number() OVER (PARTITION BY paper_id, position ORDER BY place_id) = 1 THEN position
        END AS position
    FROM byline_mention JOIN united ON mention_id = place_id
)
SELECT spot.place_id, paper_id, spot.position,
    coalesce(paper_id || '#' || spot.position, source.path || ':' || mention.line) AS key,
    spot.name, spot.full_name, spot.block, initials_only,
    united.orcid, united.native_id, united.affiliation, united.inferred
FROM spot JOIN united USING (place_id) JOIN mention ON mention_id = place_id JOIN record USING (record_id)
JOIN source USING (source_id) JOIN name_key ON name_key.name = spot.name
ORDER BY place_id
"""
