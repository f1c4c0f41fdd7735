"""Many products at once: rows read, scored and given back, without Django (catalogue.md 2, 3)."""
