"""The settings of an instance whose static files are wherever a variable says."""

import os
from pathlib import Path

from ecobalyse_site.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["STATIC_ROOT"])
