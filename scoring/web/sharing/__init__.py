"""Sharing, saving, comparing and exporting simulations (web.md 5)."""
