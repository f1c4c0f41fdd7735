"""The pages of the object and light-vehicle simulators."""
