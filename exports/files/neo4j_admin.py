"""The whole graph as CSV for neo4j-admin database import, one a label and one a relationship type."""

from __future__ import annotations

from graphkit.exports.files.tables import export_neo4j as export

__all__ = ["export"]
