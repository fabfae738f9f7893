"""Graph files for other programs: the co-authorship network in their formats, the whole graph as tables."""
