"""Users, sign-up and sign-in, API tokens, privacy. Independent of the calculation."""
