"""Compares a product in two versions of the method: its request, its scores, what changed."""
