"""Django's PostgreSQL backend with timeouts on every wait."""
