"""Text to syntax tree: lexer, parser, and walks over the tree."""
