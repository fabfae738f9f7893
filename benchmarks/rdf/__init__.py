"""How fast RDF is written, and in how much memory."""
