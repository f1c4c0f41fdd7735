"""The explorer: the data of a method version as tables, detail pages and downloads (web.md 6)."""
