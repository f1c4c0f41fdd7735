"""The description of each operation of the API, for its document."""
