"""The map in a headless browser."""
