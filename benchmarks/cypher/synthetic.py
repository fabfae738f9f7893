"""A synthetic bibliographic graph: 3.6 authorships a paper, few authors with many papers, four categories in five.

Everything follows from hashes of row numbers, so that the same size gives the same graph on every machine.
"""

from __future__ import annotations

from pathlib import Path

from graphkit.engine import Engine

TEAM = 3.6
"""Mean number of authors of a paper."""


def write(folder: Path, papers: int) -> None:
    """Write the graph as Parquet files: nodes with their properties, relationships with the keys of their ends."""
    folder.mkdir(parents=True, exist_ok=True)
    authors, institutions, categories = max(20, papers * 108 // 100), max(10, papers // 250), 150
    with Engine() as engine:
        for name, query in _queries(papers, authors, institutions, categories).items():
            engine.run(f"COPY ({query}) TO '{folder / name}.parquet' (FORMAT parquet)")


def _uniform(seed: str) -> str:
    """A number in [0, 1) that depends on the seed alone."""
    return f"((hash({seed}) >> 11) / 9007199254740992.0)"


def _queries(papers: int, authors: int, institutions: int, categories: int) -> dict[str, str]:
    skewed = f"CAST(floor({authors} * pow({_uniform('i, s, 1')}, 2.2)) AS BIGINT)"
    byline = f"""
        SELECT DISTINCT ON (i, a) i, a, s
        FROM (SELECT i, s, CASE WHEN {_uniform("i, s, 2")} < 0.75
                                THEN ({skewed} // 12) * 12 + CAST(hash(i, s, 3) % 12 AS BIGINT)
                                ELSE {skewed} END % {authors} AS a
              FROM range({papers}) p(i), range(1 + CAST(floor(-3.12 * ln(1 - {_uniform("i, 4")})) AS BIGINT)) t(s)
              WHERE s < 100)
        ORDER BY i, a, s"""
    return {
        "paper": f"""
            SELECT format('p{{:08d}}', i) AS id, 'Title of paper ' || i AS title,
                   1980 + CAST(floor(45 * pow({_uniform("i, 5")}, 0.4)) AS BIGINT) AS year
            FROM range({papers}) t(i)""",
        "author": f"SELECT format('a{{:08d}}', i) AS id, 'Author ' || i AS name FROM range({authors}) t(i)",
        "category": f"SELECT format('c{{:03d}}', i) AS id, 'Category ' || i AS name FROM range({categories}) t(i)",
        "institution": f"""
            SELECT format('i{{:06d}}', i) AS id, 'Institution ' || i AS name FROM range({institutions}) t(i)""",
        "authored": f"""
            SELECT format('a{{:08d}}', a) AS source, format('p{{:08d}}', i) AS target,
                   row_number() OVER (PARTITION BY i ORDER BY s) AS position
            FROM ({byline})""",
        "in_category": f"""
            SELECT DISTINCT format('p{{:08d}}', i) AS source, format('c{{:03d}}', c) AS target
            FROM (SELECT i, CAST(floor({categories} * pow({_uniform("i, s, 6")}, 2)) AS BIGINT) AS c
                  FROM range({papers}) t(i), range(2) u(s))""",
        "affiliated_with": f"""
            SELECT DISTINCT format('a{{:08d}}', i) AS source, format('i{{:06d}}', n) AS target
            FROM (SELECT i, CAST(floor({institutions} * pow({_uniform("i // 12, 7")}, 1.5)) AS BIGINT) AS n
                  FROM range({authors}) t(i))""",
    }
