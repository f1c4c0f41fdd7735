"""What a calculation says beside its score: levers, differences, estimates (decisions.md 2 to 4).

Functions over the calculation of a garment; no formula of the method is in them.
"""
