"""The food method of v7.0.0, one concept per module, named as in food.md."""
