"""The food endpoints and their responses."""
