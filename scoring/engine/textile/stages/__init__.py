"""The life-cycle steps that have impacts of their own, one module each."""
