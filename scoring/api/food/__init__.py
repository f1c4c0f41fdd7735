"""The food endpoints and their answers."""
