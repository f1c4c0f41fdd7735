"""Users, sign-up and sign-in, API tokens, privacy. Knows nothing of the calculation."""
