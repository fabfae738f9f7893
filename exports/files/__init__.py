"""Graph files for other tools."""
