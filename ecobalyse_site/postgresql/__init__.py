"""PostgreSQL as Django drives it, but never waited for without an end."""
