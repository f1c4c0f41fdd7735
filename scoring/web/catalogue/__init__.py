"""The catalogue page: a file is read, scored and returned, and nothing is stored."""
