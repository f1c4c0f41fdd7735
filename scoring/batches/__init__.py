"""Many products in one request, for the API and the pages: their pace, their cost, their files."""
