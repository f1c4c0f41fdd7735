"""``make bench``: the engine alone, the counters, token checks, then the HTTP server."""

from benchmarks import counters, engine, http, tokens

engine.run()
counters.run()
tokens.run()
http.run()
