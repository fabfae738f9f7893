"""The questions of the benchmark, in Cypher and as the SQL that an expert writes over the same tables.

The Cypher runs unchanged on Neo4j. `parameters` names what is measured: a middling author, two authors, a paper.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it asks, in Cypher, and in SQL over graphkit's tables."""

    name: str
    cypher: str
    sql: str
    parameters: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        "top pairs",
        """
        MATCH (a:Author)-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(b:Author)
        WHERE a.id < b.id
        RETURN a.id AS a, b.id AS b, count(*) AS papers
        ORDER BY papers DESC, a, b LIMIT 20""",
        """
        WITH pairs AS (
            SELECT x._source AS a, y._source AS b, count(*) AS n
            FROM rel_authored x JOIN rel_authored y ON x._target = y._target
            WHERE x._source < y._source GROUP BY 1, 2)
        SELECT one.id, two.id, n
        FROM pairs JOIN node_author one ON one._id = a JOIN node_author two ON two._id = b
        ORDER BY n DESC, one.id, two.id LIMIT 20""",
    ),
    Question(
        "institution pairs",
        """
        MATCH (i:Institution)<-[:AFFILIATED_WITH]-(:Author)-[:AUTHORED]->(p:Paper)
              <-[:AUTHORED]-(:Author)-[:AFFILIATED_WITH]->(j:Institution)
        WHERE i.id < j.id
        RETURN i.id AS i, j.id AS j, count(DISTINCT p) AS papers
        ORDER BY papers DESC, i, j LIMIT 20""",
        """
        WITH pairs AS (
            SELECT f._target AS i, g._target AS j, count(DISTINCT x._target) AS n
            FROM rel_authored x JOIN rel_authored y ON x._target = y._target AND x._id <> y._id
            JOIN rel_affiliated_with f ON f._source = x._source
            JOIN rel_affiliated_with g ON g._source = y._source AND g._id <> f._id
            WHERE f._target < g._target GROUP BY 1, 2)
        SELECT one.id, two.id, n
        FROM pairs JOIN node_institution one ON one._id = i JOIN node_institution two ON two._id = j
        ORDER BY n DESC, one.id, two.id LIMIT 20""",
    ),
    Question(
        "category by year",
        """
        MATCH (p:Paper)-[:IN_CATEGORY]->(c:Category)
        RETURN c.name AS category, p.year AS year, count(*) AS papers
        ORDER BY papers DESC, category, year LIMIT 20""",
        """
        SELECT c.name, p.year, count(*) AS papers
        FROM rel_in_category r JOIN node_paper p ON p._id = r._source JOIN node_category c ON c._id = r._target
        GROUP BY 1, 2 ORDER BY papers DESC, c.name, p.year LIMIT 20""",
    ),
    Question(
        "two-hop recommendation",
        """
        MATCH (x:Author {id: $author})-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(y:Author)
              -[:AUTHORED]->(:Paper)<-[:AUTHORED]-(z:Author)
        WHERE z <> x AND NOT EXISTS { MATCH (x)-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(z) }
        RETURN z.id AS author, count(DISTINCT y) AS shared
        ORDER BY shared DESC, author LIMIT 20""",
        """
        WITH me AS (SELECT _id FROM node_author WHERE id = $author),
        mine AS (SELECT _target AS p, _id AS r FROM rel_authored WHERE _source = (FROM me)),
        known AS (SELECT DISTINCT t._source AS a FROM mine JOIN rel_authored_by_target t ON t._target = p
                  WHERE t._id <> r),
        found AS (
            SELECT w._source AS z, count(DISTINCT k.a) AS shared
            FROM known k JOIN rel_authored v ON v._source = k.a
            JOIN rel_authored_by_target w ON w._target = v._target AND w._id <> v._id
            WHERE w._source NOT IN (SELECT a FROM known) AND w._source <> (FROM me) GROUP BY 1)
        SELECT n.id, shared FROM found JOIN node_author n ON n._id = z ORDER BY shared DESC, n.id LIMIT 20""",
        ("author",),
    ),
    Question(
        "collaborators of one author",
        """
        MATCH (x:Author {id: $author})-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(y:Author)
        WHERE y <> x
        RETURN y.id AS id, y.name AS name, count(*) AS papers
        ORDER BY papers DESC, id""",
        """
        SELECT y.id, y.name, count(*) AS papers
        FROM rel_authored r JOIN rel_authored_by_target s ON s._target = r._target AND s._id <> r._id
        JOIN node_author y ON y._id = s._source
        WHERE r._source = (SELECT _id FROM node_author WHERE id = $author)
        GROUP BY 1, 2 ORDER BY papers DESC, y.id""",
        ("author",),
    ),
    Question(
        "point lookup",
        "MATCH (p:Paper {id: $paper}) RETURN p.title AS title, p.year AS year",
        "SELECT title, year FROM node_paper WHERE id = $paper",
        ("paper",),
    ),
    Question(
        "shortest path",
        """
        MATCH path = shortestPath((a:Author {id: $author})-[:AUTHORED*..30]-(b:Author {id: $other}))
        RETURN length(path) AS length""",
        """
        WITH RECURSIVE edge AS (
            SELECT _source AS a, _target AS b FROM rel_authored
            UNION ALL SELECT _target, _source FROM rel_authored),
        walk(node, length) USING KEY (node) AS (
            SELECT (SELECT _id FROM node_author WHERE id = $author), 0
            UNION
            SELECT edge.b, walk.length + 1
            FROM walk JOIN edge ON edge.a = walk.node LEFT JOIN recurring.walk AS seen ON seen.node = edge.b
            WHERE seen.node IS NULL AND walk.length < 30)
        SELECT length FROM walk WHERE node = (SELECT _id FROM node_author WHERE id = $other)""",
        ("author", "other"),
    ),
)
