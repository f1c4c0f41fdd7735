"""The textile endpoints and their responses."""
