"""Installing a method version: from upstream's JSON files to our own format."""
