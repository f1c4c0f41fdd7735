"""Pages about analyses of a score: levers, differences, estimates (decisions.md 2 to 4)."""
