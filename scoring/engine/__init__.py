"""The calculation of the French environmental cost: pure Python, no web, no I/O after loading."""
