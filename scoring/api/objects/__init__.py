"""The endpoints of objects and light vehicles, additions of ours (api.md 6.1)."""
