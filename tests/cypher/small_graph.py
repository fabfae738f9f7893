"""A small bibliographic graph for tests of the compiler, made by the loader of foreign graphs.

Ann and Bob wrote "First" together, Ann and Cleo (who is also a Star) "Second", Dan nothing. KNOWS leads from Ann
to Bob, from Bob to Cleo, and from Cleo to herself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine
from graphkit.stores.tables import load_graph

NODES = [
    ("ann", ["Author"], {"id": "ann", "name": "Ann", "age": 30}),
    ("bob", ["Author"], {"id": "bob", "name": "Bob", "age": 40}),
    ("cleo", ["Author", "Star"], {"id": "cleo", "name": "Cleo", "age": 50, "mixed": "text"}),
    ("dan", ["Author"], {"id": "dan", "name": "Dan"}),
    ("p1", ["Paper"], {"id": "p1", "title": "First", "year": 2020, "mixed": 1}),
    ("p2", ["Paper"], {"id": "p2", "title": "Second", "year": 2021, "mixed": 2.5}),
]
RELATIONSHIPS = [
    ("ann", "p1", "AUTHORED", {"position": 1}),
    ("bob", "p1", "AUTHORED", {"position": 2}),
    ("ann", "p2", "AUTHORED", {"position": 1}),
    ("cleo", "p2", "AUTHORED", {"position": 2}),
    ("ann", "bob", "KNOWS", {"weight": 1.5}),
    ("bob", "cleo", "KNOWS", {"weight": 2.5}),
    ("cleo", "cleo", "KNOWS", {"weight": 0.5}),
]


class SmallGraph:
    """The graph, and a way to ask it."""

    def __init__(self) -> None:
        self.engine = Engine(threads=1)
        self.catalogue = load_graph(self.engine, NODES, RELATIONSHIPS)
        self.session = CypherSession(self.engine, self.catalogue)

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of the answer."""
        return self.session.run(query, parameters).rows

    def bag(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows in an order that depends on nothing but themselves."""
        return sorted(self.rows(query, parameters), key=repr)

    def value(self, query: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """The only value of the only row."""
        ((value,),) = self.rows(query, parameters)
        return value
