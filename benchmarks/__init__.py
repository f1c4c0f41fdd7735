"""Benchmarks: they print results and enforce nothing. Run ``make bench`` on an idle machine."""

import os

# The size of the request bodies depends on these settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecobalyse_site.settings")
