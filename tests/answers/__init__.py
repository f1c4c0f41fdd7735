"""Tests of the answers that all adapters share."""
