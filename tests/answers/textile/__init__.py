"""Tests of what every adapter gives back."""
