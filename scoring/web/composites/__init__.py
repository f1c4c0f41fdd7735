"""The pages of sets and of garments in several parts (web.md 3.9)."""
