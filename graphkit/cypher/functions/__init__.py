"""The functions of Cypher, each an entry of a table."""
