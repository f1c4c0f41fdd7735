"""French labels of trace lines, with their stage, section and unit: one table per sector."""
