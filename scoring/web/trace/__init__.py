"""A recorded calculation as pages show it: words and layout, every number the engine's own."""
