"""Products of several garments or parts: sets, and garments in several parts (catalogue.md 6)."""
