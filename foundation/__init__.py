"""Shared utilities: all packages of the site may import them, not the reverse."""
