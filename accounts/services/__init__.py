"""Actions on accounts: one module per subject, keyword-only functions."""
