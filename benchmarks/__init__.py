"""Measures: they print, they never judge. Run ``make bench`` on a quiet machine."""

import os

# The bodies that they send are as large as these settings let them be.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
