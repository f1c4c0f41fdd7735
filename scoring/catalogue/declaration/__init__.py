"""The portal's answer to a row, and the file that it takes (catalogue.md 2.11)."""
