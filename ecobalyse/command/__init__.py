"""The command ``ecobalyse`` (catalogue.md 5)."""
