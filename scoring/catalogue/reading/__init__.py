"""Readers that stream the rows of every file format (catalogue.md 2.1)."""
