"""``make bench``: the engine alone, then the server."""

from benchmarks import engine, http

engine.run()
http.run()
