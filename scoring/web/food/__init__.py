"""The food simulator's page."""
