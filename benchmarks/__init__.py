"""Measures: they print, they never judge. Run ``make bench`` on a quiet machine."""
