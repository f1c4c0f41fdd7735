"""Results in every format, a few at a time (catalogue.md 3)."""
