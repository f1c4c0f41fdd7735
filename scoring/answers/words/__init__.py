"""French names of the fields and codes of requests, data and traces.

One table per kind of code; each text is marked for translation, which pages do.
"""
