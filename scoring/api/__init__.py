"""The HTTP API: reads a request, calls the engine once, writes the answer."""
