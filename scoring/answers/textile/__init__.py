"""The answers of the textile sector."""
