"""The page of catalogues: a file is read, scored and given back, and nothing of it is kept."""
