"""Objects and light vehicles: products made of components, named as in object.md."""
