"""graphkit: bibliographic sources become a co-authorship knowledge graph."""
