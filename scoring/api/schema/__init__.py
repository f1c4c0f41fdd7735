"""The OpenAPI document, generated from the code that parses requests and writes responses."""
