"""What may be sent to a server, and that nothing else is."""

import pytest

from graphkit.cypher.policy import PROCEDURES, check_server_query
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n:Paper {id: $id})-->(m) RETURN n, count(m) AS n2 ORDER BY n2 LIMIT 3",
        "RETURN duration.inDays(date('2020-01-01'), date()) AS d, toUpper('é') AS u",
        "EXPLAIN MATCH (n) RETURN n",
        "RETURN 'CREATE (n)' AS text // SET n.x = 1",
        "MATCH (create:Set {delete: 1}) RETURN create.remove AS merge",
        *(f"CALL {name}()" for name in sorted(PROCEDURES)),
        "MATCH (n) CALL (n) { CALL db.labels() YIELD label RETURN label LIMIT 1 } RETURN label",
    ],
)
def test_reading_is_allowed(query: str) -> None:
    check_server_query(query)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("CREATE (n)", "CREATE"),
        ("MATCH (n) DETACH DELETE n", "DELETE"),
        ("MATCH (n) SET n.x = 1 RETURN n", "SET"),
        ("MATCH (n) CALL (n) { SET n.x = 1 } RETURN n", "SET"),
        ("RETURN EXISTS { CREATE (n) } AS x", "CREATE"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD CSV"),
        ("CALL { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN row", "LOAD CSV"),
        ("USE system SHOW DATABASES", "USE"),
        ("SHOW TRANSACTIONS", "SHOW"),
        ("TERMINATE TRANSACTIONS 'x'", "TERMINATE"),
        ("CALL dbms.listConfig()", "dbms.listConfig"),
        ("CALL apoc.load.json('file:///x') YIELD value RETURN value", "apoc.load.json"),
        ("CALL { CALL db.createLabel('x') YIELD - RETURN 1 AS x } RETURN x", "expected"),
        ("CALL db.createLabel('x')", "db.createLabel"),
        ("CALL `db`.`createLabel`('x')", "db.createLabel"),
        ("RETURN apoc.cypher.runFirstColumnMany('MATCH (n) SET n.x = 1', {}) AS x", "apoc.cypher"),
        ("RETURN [x IN [1] | apoc.do.thing(x)] AS y", "apoc.do.thing"),
        ("RETURN '\\u0027 AS x SET n.y = \\u0027' AS x", "u0027"),
        ("\\u0043REATE (n)", "u0043"),
        ("EXPLAIN CREATE (n)", "CREATE"),
        ("CYPHER 25 RETURN 1", "Cypher 25"),
    ],
)
def test_everything_else_is_refused_by_name(query: str, named: str) -> None:
    with pytest.raises((CypherUnsupportedError, CypherSyntaxError), match=named):
        check_server_query(query)


def test_one_statement_at_a_time() -> None:
    with pytest.raises(CypherSyntaxError):
        check_server_query("RETURN 1; MATCH (n) DELETE n")
