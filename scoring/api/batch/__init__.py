"""Batch endpoints: many requests in one, each read, computed and answered in turn (api.md 6.2)."""
