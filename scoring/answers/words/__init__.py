"""What fields and codes of requests, of data and of traces are called, in French.

One table a kind of code, each text marked for whoever says it in another language, as pages do.
"""
