"""The settings of an instance, with addresses whose views have a fault, and a witness."""

import os

from ecobalyse_site.settings import *  # noqa: F403
from ecobalyse_site.settings import MIDDLEWARE
from tests.site.witness import note_files

ROOT_URLCONF = "tests.site.faulty_urls"
MIDDLEWARE = [*MIDDLEWARE, "tests.site.witness.Witness"]

if path := os.environ.get("WITNESS_FILE"):
    note_files(path)
