"""The compiled form of the calculation, beside the Python that it is made from."""
