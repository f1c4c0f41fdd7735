"""The codes of the sectors and their labels, which data, requests and traces are written in."""
