"""Sample sources that ship with the package: pages and a table; see README.md."""
