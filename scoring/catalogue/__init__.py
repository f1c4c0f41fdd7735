"""Scoring many products at once: read rows, score them, write the results (catalogue.md 2, 3).

Does not depend on Django.
"""
