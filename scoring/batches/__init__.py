"""Many products in one request, for the API and the pages: scheduling, cost, files."""
