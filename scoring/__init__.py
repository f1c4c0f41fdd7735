"""Scoring of garments, food and objects: the engine, its data, the HTTP API."""

__version__ = "1.0.0"
