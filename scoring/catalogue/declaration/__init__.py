"""What the declaration portal would answer to a row, and the file to submit (catalogue.md 2.11)."""
