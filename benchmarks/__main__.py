"""``make bench``: the engine alone, the counters, then the server."""

from benchmarks import counters, engine, http

engine.run()
counters.run()
http.run()
