"""What ``pyproject.toml`` cannot say: the compiled wheel.

``pip install .`` needs no compiler and gives pure Python. With ``ECOBALYSE_COMPILE=1`` the wheel
also holds the compiled form of the calculation, for this Python and this machine.
"""

import os
import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
COMPILED = os.environ.get("ECOBALYSE_COMPILE") == "1"
PINS = ROOT / "requirements" / "compile.txt"


class BuildCompiled(build_py):
    """Adds the libraries to the modules and the data."""

    def run(self) -> None:
        """Copy the modules, then compile them beside."""
        super().run()
        sys.path.insert(0, str(ROOT / "scripts"))
        from compiling import compile_into  # noqa: PLC0415 - of no use for the pure wheel

        compile_into(Path(self.build_lib).resolve() / "scoring")


class Platform(Distribution):
    """A wheel for one Python on one machine, which has no sources in C of its own."""

    def has_ext_modules(self) -> bool:
        """Say so to what names the wheel."""
        return True


def compilers() -> list[str]:
    """The tools, in the versions that are pinned: pip gets them where it builds."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line.startswith("mypy==")]


if COMPILED:
    setup(
        cmdclass={"build_py": BuildCompiled},
        distclass=Platform,
        setup_requires=compilers(),
    )
else:
    setup()
