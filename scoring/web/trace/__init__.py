"""A recorded calculation as pages show it: words and layout only, no computed numbers."""
