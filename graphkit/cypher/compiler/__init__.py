"""From the syntax tree to SQL: scopes, patterns, clauses, projections."""
