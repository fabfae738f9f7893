"""SPARQL 1.1 over a graph file: its linked data in a triple store that is filled once and kept in a cache."""

from graphkit.errors import StoreError

try:
    import pyoxigraph  # noqa: F401 - the triple store, an extra
except ImportError as error:
    raise StoreError("SPARQL needs pyoxigraph", remedy="Install it: pip install 'graphkit[rdf]'") from error
