"""The whole graph as PARQUET files, one a label and one a relationship type."""

from __future__ import annotations

from graphkit.exports.files.tables import export_parquet as export

__all__ = ["export"]
