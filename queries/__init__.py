"""The packs: Cypher queries by theme, each a plain file that also runs in Neo4j Browser."""
