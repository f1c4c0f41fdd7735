"""The textile simulator's pages (web.md 3)."""
