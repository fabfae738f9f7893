"""How fast Cypher is answered, beside peers that hold the same graph."""
