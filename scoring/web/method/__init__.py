"""The method as pages: every formula of a sector, in words, and the figures of a version."""
