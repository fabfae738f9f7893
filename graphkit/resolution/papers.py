"""From records to papers: which records tell of one paper, and why.

Equal DOIs, arXiv ids or ids of one source make one paper. Equal titles do when nothing speaks against it: see
`_JUDGE`. Every pair that was looked at is a judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.resolution.clusters import group

CROWDED_TITLE = 50
"""Of a title that more records share, as `Preface`, only records with equal bylines are compared."""


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """What linking did: records, papers, pairs judged, and titles too crowded to compare every pair."""

    records: int
    papers: int
    same: int
    different: int
    unsure: int
    crowded_titles: int


def link_papers(engine: Engine) -> PaperSummary:
    """Fill `record_paper` and the judgements of kind `paper` from the evidence tables; make `former_id`.

    `former_id` is a temporary table (paper_id, id): what identified the paper while less was known of it.

    Needs the temporary table `name_key` that `resolution.keys.add_keys` makes.
    """
    engine.run(_FACTS)
    engine.run(_PAIRS)
    engine.run(_JUDGE)
    groups, refused = group(
        engine.arrow("""
            SELECT a, b, CASE WHEN certain THEN 'inf'::DOUBLE ELSE score END AS score FROM paper_judged
            WHERE verdict = 'same' ORDER BY a, b
        """),
        engine.arrow("SELECT a, b FROM paper_judged WHERE verdict = 'different' ORDER BY a, b"),
    )
    with engine.table("refused_pair", refused):
        engine.run(_WRITE_JUDGEMENTS)
    with engine.table("record_group", groups):
        engine.run(_IDENTIFY)
    engine.run(_FORMER_IDS)
    counts = dict(
        engine.rows("SELECT verdict, count(*) FROM judgement WHERE kind = 'paper' GROUP BY verdict")
    )
    records, papers = engine.rows("SELECT count(*), count(DISTINCT paper_id) FROM record_paper")[0]
    crowded = engine.rows(
        "SELECT count(DISTINCT title_key) FROM paper_fact WHERE crowd > $1", [CROWDED_TITLE]
    )[0][0]
    for table in ("paper_fact", "paper_pair", "paper_judged"):
        engine.run(f"DROP TABLE {table}")
    return PaperSummary(
        records, papers, counts.get("same", 0), counts.get("different", 0), counts.get("unsure", 0), crowded
    )


_FACTS = """
CREATE TEMP TABLE paper_fact AS
WITH byline AS (
    SELECT record_id,
        list_sort(list(DISTINCT block) FILTER (position IS NOT NULL)) AS seen,
        list_sort(list(DISTINCT block) FILTER (position IS NULL)) AS hidden
    FROM mention JOIN name_key USING (name) GROUP BY record_id
), fact AS (
    SELECT record_id, source.path || ':' || record.line AS key, source_id, title,
        nullif(title_key(title), '') AS title_key,
        CASE WHEN doi NOT LIKE '10.48550/arxiv.%' THEN doi END AS doi,
        coalesce(arxiv_id, CASE WHEN doi LIKE '10.48550/arxiv.%' THEN substr(doi, 16) END) AS arxiv_id,
        native_id, split_part(native_id, ':', 1) AS scheme, year, author_count, byline_complete,
        coalesce(seen, []) AS seen, coalesce(hidden, []) AS hidden
    FROM record JOIN source USING (source_id) LEFT JOIN byline USING (record_id)
)
SELECT *, count(*) OVER (PARTITION BY title_key) AS crowd FROM fact
"""

# Stars to the smallest record where an identifier is shared; all pairs where a title is.
_PAIRS = f"""
CREATE TEMP TABLE paper_pair AS
WITH title_group AS (SELECT * FROM paper_fact WHERE title_key IS NOT NULL AND crowd > 1),
star AS (
    SELECT record_id AS b, min(record_id) OVER (PARTITION BY doi) AS a FROM paper_fact WHERE doi IS NOT NULL
    UNION
    SELECT record_id, min(record_id) OVER (PARTITION BY arxiv_id) FROM paper_fact WHERE arxiv_id IS NOT NULL
    UNION
    SELECT record_id, min(record_id) OVER (PARTITION BY native_id) FROM paper_fact WHERE native_id IS NOT NULL
    UNION
    SELECT record_id, min(record_id) OVER (PARTITION BY title_key, seen, year, scheme)
    FROM title_group WHERE crowd > {CROWDED_TITLE} AND len(seen) > 0
)
SELECT a, b FROM star WHERE a <> b
UNION
SELECT x.record_id, y.record_id FROM title_group x JOIN title_group y USING (title_key)
WHERE x.record_id < y.record_id AND x.crowd <= {CROWDED_TITLE}
"""

# Truncated bylines of one paper are beginnings of the same list, so what is seen must overlap in them too.
_JUDGE = """
CREATE TEMP TABLE paper_judged AS
WITH pair AS (
    SELECT x.record_id AS a, y.record_id AS b, x.key AS key_a, y.key AS key_b,
        CASE WHEN x.doi = y.doi THEN 'equal DOI ' || x.doi
             WHEN x.arxiv_id = y.arxiv_id THEN 'equal arXiv id ' || x.arxiv_id
             WHEN x.native_id = y.native_id THEN 'equal id ' || x.native_id END AS equal_id,
        CASE WHEN x.doi <> y.doi THEN 'DOIs differ: ' || x.doi || ' and ' || y.doi
             WHEN x.arxiv_id <> y.arxiv_id THEN 'arXiv ids differ: ' || x.arxiv_id || ' and ' || y.arxiv_id
             WHEN x.scheme = y.scheme AND x.native_id <> y.native_id
             THEN 'the source keeps them apart: ' || x.native_id || ' and ' || y.native_id END AS other_id,
        len(list_intersect(x.seen, y.seen)) AS shared, least(len(x.seen), len(y.seen)) AS seen,
        x.byline_complete AND NOT list_has_all(x.seen, y.hidden)
        OR y.byline_complete AND NOT list_has_all(y.seen, x.hidden) AS stranger,
        x.author_count AS count_a, y.author_count AS count_b, count_a <> count_b AS counts_differ,
        abs(x.year - y.year) AS years, length(x.title_key) < 20 AS short
    FROM paper_pair JOIN paper_fact x ON x.record_id = a JOIN paper_fact y ON y.record_id = b
), scored AS (
    SELECT *, CASE
        WHEN equal_id IS NOT NULL THEN 1.0
        WHEN other_id IS NOT NULL THEN 0.0
        WHEN seen > 0 AND shared = 0 OR stranger THEN 0.1
        ELSE greatest(0.0, CASE WHEN seen = 0 THEN 0.85 WHEN 2 * shared >= seen THEN 0.95 ELSE 0.5 END
            - CASE WHEN short AND seen = 0 THEN 0.4 WHEN short THEN 0.2 ELSE 0 END
            - CASE WHEN counts_differ THEN 0.05 ELSE 0 END
            - least(0.4, 0.1 * greatest(coalesce(years, 0) - CASE WHEN short THEN 0 ELSE 2 END, 0)))
        END AS score
    FROM pair
)
SELECT a, b, key_a, key_b, round(score, 2) AS score, equal_id IS NOT NULL AS certain,
    CASE WHEN round(score, 2) >= 0.7 THEN 'same' WHEN score <= 0.3 THEN 'different' ELSE 'unsure' END
        AS verdict,
    coalesce(equal_id, concat_ws('; ', 'titles agree', other_id,
        CASE WHEN other_id IS NOT NULL THEN NULL
             WHEN stranger THEN 'an author inferred for one is missing from the complete byline of the other'
             WHEN seen = 0 THEN 'no authors to compare'
             ELSE shared || ' of ' || seen || ' names agree' END,
        CASE WHEN counts_differ THEN 'author counts differ: ' || count_a || ' and ' || count_b END,
        CASE WHEN years = 1 THEN 'one year apart' WHEN years > 1 THEN years || ' years apart' END,
        CASE WHEN short THEN 'the title is short' END)) AS evidence,
    CASE WHEN equal_id IS NOT NULL THEN 'rule:equal-identifier' ELSE 'rule:equal-title' END AS "by"
FROM scored
"""

_WRITE_JUDGEMENTS = """
INSERT INTO judgement
SELECT 'paper', least(key_a, key_b), greatest(key_a, key_b),
    CASE WHEN refused_pair.a IS NULL THEN verdict ELSE 'unsure' END, score,
    evidence || CASE WHEN refused_pair.a IS NULL THEN ''
        ELSE '; it would unite records that were judged different' END,
    "by"
FROM paper_judged LEFT JOIN refused_pair USING (a, b)
ORDER BY ALL
"""

_IDENTIFY = """
INSERT INTO record_paper
WITH grouped AS (
    SELECT coalesce(record_group.label, record_id) AS label, paper_fact.*
    FROM paper_fact LEFT JOIN record_group ON record_id = id
), named AS (
    SELECT label, min(doi) AS doi, min(arxiv_id) AS arxiv_id, min(native_id) AS native_id,
        'title:' || left(sha256(min(coalesce(title_key, title))), 16) AS title_id,
        left(sha256(min(array_to_string(seen, ';') || ' ' || coalesce(year::VARCHAR, ''))), 8) AS byline_id,
        min(key) AS key
    FROM grouped GROUP BY label
), numbered AS (
    SELECT *, count(*) OVER (PARTITION BY title_id) AS namesakes,
        row_number() OVER (PARTITION BY title_id, byline_id ORDER BY key) AS place
    FROM named
)
SELECT record_id, CASE
        WHEN numbered.doi IS NOT NULL THEN 'doi:' || numbered.doi
        WHEN numbered.arxiv_id IS NOT NULL THEN 'arxiv:' || numbered.arxiv_id
        WHEN numbered.native_id IS NOT NULL THEN numbered.native_id
        WHEN namesakes = 1 THEN title_id
        WHEN place = 1 THEN title_id || '-' || byline_id
        ELSE title_id || '-' || byline_id || '-' || place END
FROM grouped JOIN numbered USING (label)
ORDER BY record_id
"""

# An id that two papers could have borne says of neither that it was its own.
_FORMER_IDS = """
CREATE TEMP TABLE former_id AS
WITH known AS (
    SELECT DISTINCT paper_id, unnest(['doi:' || doi, 'arxiv:' || arxiv_id, native_id,
        'title:' || left(sha256(coalesce(title_key, title)), 16)]) AS id
    FROM paper_fact JOIN record_paper USING (record_id)
), single AS (
    SELECT * FROM known QUALIFY count(*) OVER (PARTITION BY id) = 1
)
SELECT * FROM single WHERE id IS NOT NULL AND id NOT IN (SELECT paper_id FROM record_paper)
"""
