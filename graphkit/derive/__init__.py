"""Graph tables derived from evidence: rebuildable at any time."""
