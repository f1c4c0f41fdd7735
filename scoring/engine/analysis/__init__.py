"""Analyses of a score: levers, differences, estimates (decisions.md 2 to 4).

Functions that call the calculation of a garment; they contain no formula of the method.
"""
