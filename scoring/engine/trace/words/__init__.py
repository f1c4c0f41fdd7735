"""What lines are called, in French, with their stage, section and unit: one table a sector."""
