"""Names of columns and values in catalogues, and what they map to (catalogue.md 2)."""
