"""Writers that stream results in every format (catalogue.md 3)."""
