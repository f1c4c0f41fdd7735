"""The OpenAPI document, made from the code that reads requests and writes answers."""
