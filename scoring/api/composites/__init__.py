"""The endpoints of sets and of garments in several parts (catalogue.md 6)."""
