"""Exact semantics of values in Python, for what SQL's static types do not cover."""
