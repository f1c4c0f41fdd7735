"""Print a clear message if Python is too old. The syntax works on very old Pythons too."""

import sys

MINIMUM = (3, 11)


def main():
    if sys.version_info < MINIMUM:
        sys.stderr.write(
            "Python %d.%d ou plus recent est necessaire ; celui-ci est Python %d.%d (%s).\n"
            "Indiquez-en un autre, par exemple : make run PYTHON=python3.12\n"
            % (MINIMUM + tuple(sys.version_info[:2]) + (sys.executable,))
        )
        return 1
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.stderr.write(
            "Le module venv manque a ce Python (%s). Sous Debian ou Ubuntu : "
            "apt install python3-venv\n" % sys.executable
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
