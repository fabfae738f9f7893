"""The statements that turn the table `staged` into records, mentions and faults.

They are fixed texts; values of the user come in as parameters only. The order is the one in which
`table.py` runs them.
"""

from __future__ import annotations

from collections.abc import Collection

MACROS = (
    # The plain form of an identifier, or null: whatever is not plain goes through graphkit.identifiers.
    """CREATE OR REPLACE TEMP MACRO plain_doi(t) AS
       nullif(regexp_extract(lower(trim(t)),
         '^(?:https?://(?:dx\\.)?doi\\.org/|doi:)?(10\\.[0-9]{4,9}/[a-z0-9._/()-]*[a-z0-9])$', 1), '')""",
    """CREATE OR REPLACE TEMP MACRO plain_arxiv(t) AS
       nullif(regexp_extract(trim(t),
         '^(?:arXiv:)?((?:1[5-9]|[2-8][0-9])(?:0[1-9]|1[0-2])\\.[0-9]{5})(?:v[1-9][0-9]*)?$', 1), '')""",
    """CREATE OR REPLACE TEMP MACRO orcid_digit(digits) AS
       (12 - list_sum(list_transform(range(15),
         lambda place: CAST(substr(digits, place + 1, 1) AS BIGINT) * (1 << CAST(15 - place AS INTEGER))
       )) % 11) % 11""",
    """CREATE OR REPLACE TEMP MACRO plain_orcid(t) AS
       CASE WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]')
             AND orcid_digit(replace(t, '-', ''))
               = CASE t[-1] WHEN 'X' THEN 10 ELSE TRY_CAST(t[-1] AS BIGINT) END
            THEN t END""",
    # A list as Python prints it, which is what pandas writes into a CSV file, becomes one in JSON.
    r"""CREATE OR REPLACE TEMP MACRO as_json_list(t) AS
       CASE WHEN t LIKE '[%' AND NOT json_valid(t) AND regexp_full_match(t,
              '\[(\s|,|''([^''\\]|\\[''"\\])*''|"([^"\\]|\\[''"\\])*")*\]')
            THEN coalesce(CAST(to_json(TRY_CAST(t AS VARCHAR[])) AS VARCHAR), t) ELSE t END""",
    """CREATE OR REPLACE TEMP MACRO parts(t, pattern) AS
       CASE WHEN t IS NULL THEN CAST([] AS VARCHAR[])
            ELSE list_filter(list_transform(
              CASE WHEN t LIKE '[%' AND json_valid(t) THEN CAST(from_json(t, '["VARCHAR"]') AS VARCHAR[])
                   ELSE string_split_regex(t, pattern) END,
              lambda part: trim(part)), lambda part: part <> '') END""",
)

KEY_MENTION_ROWS = (
    """
CREATE TEMP VIEW row_key AS
SELECT line, coalesce('i' || nullif(trim(paper), ''), 'd' || lower(nullif(trim(doi), '')),
                      'a' || nullif(trim(arxiv), ''),
                      't' || concat_ws(chr(31), trim(title), trim(year), trim(venue))) AS paper_key
FROM staged
""",
    """
CREATE TEMP TABLE row_paper AS
SELECT line, paper_line FROM row_key
JOIN (SELECT paper_key, min(line) AS paper_line FROM row_key GROUP BY paper_key) USING (paper_key)
""",
    "CREATE TEMP VIEW keyed AS SELECT paper_line, staged.* FROM staged JOIN row_paper USING (line)",
)
"""Rows of one paper get the line of its first row: `paper_line` stands for the paper from here on."""

KEY_PAPER_ROWS = ("CREATE TEMP VIEW keyed AS SELECT line AS paper_line, staged.* FROM staged",)

_PAPER_FIELDS = (
    "paper", "title", "abstract", "year", "date", "doi", "arxiv", "url", "venue", "type", "categories", "keywords",
    "organisation", "citations", "author_count",
)  # fmt: skip


def papers(found: Collection[str]) -> str:
    """The statement that gives each paper its first values of the columns found, and tells where titles differ."""
    values = ",\n         ".join(
        f"arg_min(nullif(trim({field}), ''), line) AS {field}"
        if field in found
        else f"NULL::VARCHAR AS {field}"
        for field in _PAPER_FIELDS
    )
    return _PAPERS.replace("$values", values)


_PAPERS = """
CREATE TEMP TABLE paper_row AS
SELECT *, TRY_CAST(regexp_extract(year, '^([12][0-9]{3})(?:[.]0+|-[0-9-]+)?$', 1) AS BIGINT) AS plain_year,
       TRY_CAST(date AS DATE) AS plain_date
FROM (
  SELECT paper_line,
         $values,
         CASE WHEN min(trim(title)) <> max(trim(title))
              THEN concat_ws(' | ', min(trim(title)), max(trim(title))) END AS differing_titles,
         CASE WHEN min(trim(year)) <> max(trim(year))
              THEN concat_ws(' and ', min(trim(year)), max(trim(year))) END AS differing_years
  FROM keyed GROUP BY paper_line
)
"""

AUTHORS_OF_MENTION_ROWS = """
CREATE TEMP VIEW author_row AS
SELECT paper_line, line, 1 AS place, nullif(trim(position), '') AS position, nullif(trim(author), '') AS name,
       nullif(trim(author_id), '') AS author_id, nullif(trim(orcid), '') AS orcid,
       nullif(trim(affiliation), '') AS affiliation
FROM keyed
"""

LIST_AUTHORS = """
CREATE TEMP TABLE listed_author AS
SELECT paper_line, line, place, NULL::VARCHAR AS position, nullif(trim(one.name), '') AS name,
       nullif(trim(one.id), '') AS author_id, nullif(trim(one.orcid), '') AS orcid,
       nullif(trim(one.affiliation), '') AS affiliation
FROM (
  SELECT paper_line, line, unnest(listed) AS one, generate_subscripts(listed, 1) AS place
  FROM (
    SELECT paper_line, line, CASE
      WHEN authors LIKE '[%' AND json_valid(authors) THEN list_transform(
        json_extract(authors, '$[*]'),
        lambda one: CASE WHEN json_type(one) = 'OBJECT' THEN {
          'name': coalesce(one ->> 'name', one ->> 'full_name', one ->> 'author',
            concat_ws(' ', coalesce(one ->> 'given', one ->> 'first_name'),
                           coalesce(one ->> 'family', one ->> 'last_name'))),
          'id': coalesce(one ->> 'id', one ->> 'author_id'), 'orcid': one ->> 'orcid',
          'affiliation': one ->> 'affiliation'}
        ELSE {'name': one ->> '$', 'id': NULL, 'orcid': NULL, 'affiliation': NULL} END)
      ELSE list_transform(
        names,
        lambda name, place: {
          'name': name,
          'id': CASE WHEN len(ids) = len(names) THEN ids[place] END,
          'orcid': CASE WHEN len(orcids) = len(names) THEN orcids[place] END,
          'affiliation': CASE WHEN len(affiliations) = len(names) THEN affiliations[place] END})
      END AS listed
    FROM (SELECT paper_line, line, authors, string_split(authors, $separator) AS names,
                 string_split(author_id, $separator) AS ids, string_split(orcid, $separator) AS orcids,
                 string_split(affiliation, $separator) AS affiliations FROM keyed)
  )
)
"""

AUTHORS_OF_PAPER_ROWS = "CREATE TEMP VIEW author_row AS SELECT * FROM listed_author"

NUMBERED_AUTHORS = """
CREATE TEMP TABLE numbered AS
SELECT * EXCLUDE (position), position AS raw_position,
       CASE WHEN NOT $positioned
              THEN row_number() OVER (PARTITION BY paper_line, hides_others ORDER BY line, place)
            WHEN TRY_CAST(TRY_CAST(position AS DOUBLE) AS BIGINT) >= $base
              THEN TRY_CAST(TRY_CAST(position AS DOUBLE) AS BIGINT) - $base + 1 END AS position
FROM (SELECT *, length(name) < 14 AND regexp_full_match(name, $marker, 'i') AS hides_others
      FROM author_row WHERE name IS NOT NULL)
"""

BYLINES = """
CREATE TEMP TABLE byline AS
SELECT *, named > 0 AND lowest = 1 AND highest = named AND different = named AS whole
FROM (
  SELECT paper_line, bool_or(hides_others) AS truncated, count(*) FILTER (NOT hides_others) AS named,
         count(position) FILTER (NOT hides_others) AS placed, min(position) FILTER (NOT hides_others) AS lowest,
         max(position) FILTER (NOT hides_others) AS highest,
         count(DISTINCT position) FILTER (NOT hides_others) AS different
  FROM numbered GROUP BY paper_line
)
"""

RECORDS = """
CREATE TEMP TABLE record_of AS
SELECT $last_record + row_number() OVER (ORDER BY paper_line) AS record_id, paper_line, coalesce(named, 0) AS named,
       coalesce(truncated, false) AS truncated, coalesce(whole, false) AS whole,
       TRY_CAST(TRY_CAST(author_count AS DOUBLE) AS BIGINT) AS counted
FROM paper_row LEFT JOIN byline USING (paper_line) WHERE title IS NOT NULL
"""

INSERT_RECORDS = """
INSERT INTO record BY NAME
SELECT record_id, $source AS source_id, paper_line AS line, $namespace || ':' || paper AS native_id, title, abstract,
       plain_date AS date,
       coalesce(plain_year, year(plain_date),
                TRY_CAST(regexp_extract(date, '^([12][0-9]{3})(?:-[0-9]{2})?$', 1) AS BIGINT)) AS year,
       false AS year_inferred, coalesce(plain_doi(doi), doi_of.normal) AS doi,
       coalesce(plain_arxiv(arxiv), arxiv_of.normal) AS arxiv_id, venue, type,
       parts(categories, CASE WHEN regexp_full_match(categories, $codes) THEN '\\s+' ELSE '[;|,]' END)
         AS categories,
       parts(keywords, CASE WHEN regexp_matches(keywords, '[;|]') THEN '[;|]' ELSE ',' END) AS keywords,
       CASE WHEN counted > named THEN counted
            WHEN named > 0 AND NOT truncated AND (whole OR counted IS NOT NULL) THEN named
       END AS author_count,
       whole AND NOT truncated AND coalesce(counted <= named, true) AS byline_complete, organisation, url,
       TRY_CAST(TRY_CAST(citations AS DOUBLE) AS BIGINT) AS reported_citations
FROM record_of JOIN paper_row USING (paper_line)
LEFT JOIN identifier AS doi_of ON doi_of.what = 'doi' AND doi_of.written = doi
LEFT JOIN identifier AS arxiv_of ON arxiv_of.what = 'arxiv' AND arxiv_of.written = arxiv
ORDER BY record_id
"""

INSERT_MENTIONS = """
INSERT INTO mention BY NAME
SELECT $last_mention + row_number() OVER () AS mention_id, * EXCLUDE (place)
FROM (
  SELECT record_id, position, name, affiliation, $namespace || ':' || author_id AS native_id,
         coalesce(plain_orcid(orcid), normal) AS orcid, false AS inferred, line, place
  FROM numbered JOIN record_of USING (paper_line)
  LEFT JOIN identifier ON what = 'orcid' AND written = orcid
  WHERE NOT hides_others
  ORDER BY record_id, position NULLS LAST, line, place
)
"""

ODD_IDENTIFIERS = """
SELECT DISTINCT what, written FROM (
  SELECT 'doi' AS what, doi AS written FROM paper_row WHERE plain_doi(doi) IS NULL
  UNION ALL SELECT 'arxiv', arxiv FROM paper_row WHERE plain_arxiv(arxiv) IS NULL
  UNION ALL SELECT 'orcid', orcid FROM numbered WHERE plain_orcid(orcid) IS NULL
) WHERE written IS NOT NULL ORDER BY what, written
"""

_FAULTS = """
SELECT line, 'row-unreadable' AS kind,
       'not as many fields as the header, a broken quote, or no JSON object; it was left out' AS message,
       trim(text, chr(10) || chr(13) || ' ') AS text, true AS skipped
FROM rejected
UNION ALL
SELECT paper_line, 'row-without-title', 'the paper has no title; it was left out', coalesce(paper, ''), true
FROM paper_row WHERE title IS NULL
UNION ALL
SELECT line, 'row-without-author', 'the row names no author', '', false
FROM author_row WHERE name IS NULL
UNION ALL
SELECT paper_line, 'titles-differ', 'rows of this paper have different titles; the first was taken',
       differing_titles, false
FROM paper_row WHERE differing_titles IS NOT NULL
UNION ALL
SELECT paper_line, 'years-differ', 'rows of this paper have different years; the first was taken',
       differing_years, false
FROM paper_row WHERE differing_years IS NOT NULL
UNION ALL
SELECT paper_line, 'unreadable-year', 'this is no year; it was left out', year, false
FROM paper_row WHERE year IS NOT NULL AND plain_year IS NULL
UNION ALL
SELECT paper_line, 'unreadable-date', 'this is no date; it was left out', date, false
FROM paper_row WHERE plain_date IS NULL AND NOT regexp_full_match(date, '[12][0-9]{3}(-[0-9]{2})?')
UNION ALL
SELECT paper_line, 'unreadable-count', 'this is no number; it was left out', value, false
FROM (SELECT paper_line, unnest([citations, author_count]) AS value FROM paper_row)
WHERE value IS NOT NULL AND TRY_CAST(value AS DOUBLE) IS NULL
UNION ALL
SELECT paper_line, 'author-count-differs', 'more authors are named than the author count says; they were counted',
       counted || ' for ' || named, false
FROM record_of WHERE counted < named
UNION ALL
SELECT line, 'unreadable-position', 'this is no position; it was left out', raw_position, false
FROM numbered WHERE raw_position IS NOT NULL AND position IS NULL
UNION ALL
SELECT max(line), 'position-twice', 'several authors of the paper have this position',
       position || ': ' || string_agg(name, ', ' ORDER BY line), false
FROM numbered JOIN byline USING (paper_line)
WHERE different < placed AND position IS NOT NULL AND NOT hides_others
GROUP BY paper_line, position HAVING count(*) > 1
UNION ALL
SELECT line, 'unreadable-' || what, 'this is no such identifier; it was left out', written, false
FROM (SELECT what, written FROM identifier WHERE normal IS NULL) JOIN (
  SELECT paper_line AS line, 'doi' AS what, doi AS written FROM paper_row
  UNION ALL SELECT paper_line, 'arxiv', arxiv FROM paper_row
  UNION ALL SELECT line, 'orcid', orcid FROM numbered
) USING (what, written)
"""

_UNMATCHED_VALUES = """
SELECT line, 'values-unmatched' AS kind,
       'the row has ' || len(string_split(authors, $separator))
       || ' authors and another number of these values; they were left out' AS message,
       value AS text, false AS skipped
FROM (UNPIVOT (SELECT line, authors, author_id, orcid, affiliation FROM keyed)
      ON author_id, orcid, affiliation INTO NAME what VALUE value)
WHERE NOT (authors LIKE '[%' AND json_valid(authors)) AND trim(value) <> ''
  AND len(string_split(value, $separator)) <> len(string_split(authors, $separator))
"""


def _insert_faults(faults: str) -> str:
    return (
        "INSERT INTO fault BY NAME SELECT $source AS source_id, line, kind, message, left(text, 200) AS text, skipped"
        f" FROM ({faults}) ORDER BY line, kind, text"
    )


INSERT_FAULTS = _insert_faults(_FAULTS)
INSERT_UNMATCHED_VALUES = _insert_faults(_UNMATCHED_VALUES)

VIEWS = ("author_row", "keyed", "row_key")
TABLES = ("row_paper", "paper_row", "listed_author", "numbered", "byline", "record_of", "identifier")
"""What these statements leave behind."""
