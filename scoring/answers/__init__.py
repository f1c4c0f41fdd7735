"""What every interface returns: one computation, its level of impacts, and the words around it.

This layer sits between the engine and the interfaces (the API, the pages, commands): it does not
depend on Django, and settings are passed in as arguments.
"""
