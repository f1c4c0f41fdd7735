"""The pages that inform: questions about the API, versions, accessibility, contact, robots."""
