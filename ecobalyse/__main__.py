"""``python -m ecobalyse``."""

import sys

from ecobalyse.command.main import run

if __name__ == "__main__":
    sys.exit(run())
