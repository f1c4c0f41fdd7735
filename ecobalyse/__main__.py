"""``python -m ecobalyse``."""

import sys

from ecobalyse.command.main import main

if __name__ == "__main__":
    sys.exit(main())
