"""Write the ``ecobalyse`` command of a virtual environment, using the library in this directory."""

import shlex
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def main(command: str) -> None:
    """Write the script; ``-P`` prevents imports from the user's current directory."""
    path = Path(command)
    python = shlex.quote(str(path.parent.absolute() / "python"))
    library = shlex.quote(str(REPOSITORY))
    path.write_text(
        f'#!/bin/sh\nPYTHONPATH={library} exec {python} -P -m ecobalyse "$@"\n', "utf-8"
    )
    path.chmod(0o755)


if __name__ == "__main__":
    main(sys.argv[1])
