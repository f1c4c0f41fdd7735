"""Pages about the method: the formulas of each sector, and the figures of a version."""
