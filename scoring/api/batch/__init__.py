"""Many requests in one: read, computed and answered one by one, in order (api.md 6.2)."""
