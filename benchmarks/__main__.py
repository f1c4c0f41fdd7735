"""``make bench``: the engine alone, the counters, a token's check, then the server."""

from benchmarks import counters, engine, http, tokens

engine.run()
counters.run()
tokens.run()
http.run()
