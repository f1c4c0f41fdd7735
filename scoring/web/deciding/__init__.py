"""What a figure leads to, on pages: levers, differences, estimates (decisions.md 2 to 4)."""
