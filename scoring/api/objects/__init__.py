"""The endpoints of objects and light vehicles, which are our additions (api.md 6.1)."""
