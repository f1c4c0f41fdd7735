"""Files of every format as rows, a few at a time (catalogue.md 2.1)."""
