"""Tests of the answers about garments that all adapters share."""
