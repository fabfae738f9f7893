"""Where graphs lie: DuckDB tables, networkx, a Neo4j server; each answers the same Cypher."""
