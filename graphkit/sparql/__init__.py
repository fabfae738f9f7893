"""SPARQL 1.1 over a graph file: its linked data in a triple store that is filled once and kept in a cache."""
