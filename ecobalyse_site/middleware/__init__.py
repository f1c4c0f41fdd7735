"""Middleware applied to every request."""
