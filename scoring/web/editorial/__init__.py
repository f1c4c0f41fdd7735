"""Information pages: questions about the API, versions, accessibility, contact, robots."""
