"""What accounts can do: one module a subject, keyword-only functions."""
