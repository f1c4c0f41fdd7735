"""What every adapter gives back: one computation, its level of impacts, and the words around it.

Between the engine and those who answer (the API, the pages, commands): nothing here knows Django,
requests or settings, which are handed in.
"""
