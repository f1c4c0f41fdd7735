"""The responses of the textile sector."""
