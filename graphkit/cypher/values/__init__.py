"""Values and operators as SQL: representation, conversion, comparison, arithmetic."""
