"""Scoring of garments, food and objects: the engine, its data, the HTTP API."""

from scoring import compiled

__version__ = "1.0.0"

# Before any module of the calculation is imported.
FORM = compiled.use()
