"""Commands of the operation."""
