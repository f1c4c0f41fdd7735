"""The HTTP API: parses a request, calls the engine once, writes the response."""
