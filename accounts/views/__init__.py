"""The pages of the accounts: read the form, call one service, answer."""
