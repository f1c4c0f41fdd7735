"""The textile endpoints and their answers."""
