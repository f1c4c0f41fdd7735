"""The documentation of the repository as pages of the instance."""
