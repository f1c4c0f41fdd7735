"""The steps of a garment's life that have impacts of their own: one module each."""
