"""Compile the calculation with mypyc, apart from its sources: ``make compile``, the compiled wheel.

Needs what ``requirements/compile.txt`` pins, a C compiler, and the headers of the Python that runs
this. ``scoring/compiled.py`` says how what is made here is used.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stdout
from importlib import import_module
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
# What each product goes through, from its request to its figures.
_FOLDERS = ("scoring/engine",)
_MODULES = (
    "scoring/answers/cautions.py",
    "scoring/answers/food.py",
    "scoring/answers/levels.py",
    "scoring/answers/links.py",
    "scoring/answers/meta.py",
    "scoring/answers/parts.py",
    "scoring/answers/textile/detailed.py",
    "scoring/answers/textile/inputs.py",
    "scoring/answers/textile/reopening.py",
    "scoring/answers/textile/sector.py",
    "scoring/answers/textile/stages.py",
    "scoring/answers/textile/steps.py",
    "scoring/catalogue/figures.py",
)
# A parameter that is said to be a float is one once compiled: what a caller or a file may give as
# an integer of any size stays in Python. What is compiled has no heir that is not.
_LEFT_OUT = (
    # What is written in these for people and programs may be integers; most of the time of the
    # first is that of the calculation it tries.
    "scoring/engine/analysis/",
    "scoring/engine/assumptions.py",
    "scoring/engine/trace/",
    # Read once, at the start: nothing to gain.
    "scoring/engine/files/",
    "scoring/engine/manifest.py",
    # Generic records with slots, which mypyc does not make; sums of garments.
    "scoring/engine/textile/composites/",
)
# The library that all of them share.
_GROUP = "scoring_compiled"
_MYPY = (
    # Not the project's own configuration, whose plugins need Django.
    "--config-file=",
    "--strict",
    "--ignore-missing-imports",
    "--follow-imports=silent",
)
# Products and sums stay apart, as in Python, on processors that could fuse them.
_FLAGS = ("-ffp-contract=off", "-fno-fast-math", "-Wno-error")


class CompilingFailed(Exception):
    """It cannot be compiled here; the message says why, in French."""


def main() -> int:
    """Compile into the repository, or into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=REPOSITORY / "scoring", metavar="SCORING")
    options = parser.parse_args()
    try:
        folder = compile_into(options.into)
    except CompilingFailed as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
    print(f"Compilé : {len(list(sources()))} modules, {size:.1f} Mo, dans {folder}.")
    return 0


def sources() -> Iterator[str]:
    """The sources to compile, as paths from the repository, in order."""
    found = {
        str(path.relative_to(REPOSITORY))
        for folder in _FOLDERS
        for path in (REPOSITORY / folder).rglob("*.py")
        if path.name != "__init__.py"
    }
    yield from sorted(path for path in found | {*_MODULES} if not path.startswith(_LEFT_OUT))


def compile_into(scoring: Path) -> Path:
    """Compile the sources of the repository for the ``scoring`` package of a folder.

    Returns the folder of the libraries, which takes the place of an earlier one once it is whole.
    Raises ``CompilingFailed``.
    """
    sys.path.insert(0, str(REPOSITORY))
    compiled: Any = import_module("scoring.compiled")
    folder: Path = scoring / compiled.FOLDER.name / compiled.platform()
    paths = list(sources())
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "made"
        made.mkdir()
        libraries = _libraries(paths, Path(place))
        lines = [f"- {_shared(libraries)} -\n"]
        lines += [
            f"{compiled.hash_of(REPOSITORY / path)} {_module(path)} {path}\n" for path in paths
        ]
        (made / compiled.LIST).write_text("".join(lines), encoding="utf-8")
        for name, library in libraries.items():
            shutil.copyfile(library, made / f"{name}.so")
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not there: a process that begins meanwhile runs the sources.
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            shutil.copytree(made, new)
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
    return folder


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _shared(libraries: dict[str, Path]) -> str:
    return next(name for name in libraries if "." not in name)


def _libraries(paths: list[str], place: Path) -> dict[str, Path]:
    """Compile, and give the library of each module."""
    # Modules are named, and shown in tracebacks, by their path from here.
    with chdir(REPOSITORY):
        return _built(paths, place)


def _built(paths: list[str], place: Path) -> dict[str, Path]:
    try:
        # In this order: the second looks for the first.
        setuptools: Any = import_module("setuptools")
        mypyc: Any = import_module("mypyc.build")
    except ImportError as error:
        raise CompilingFailed(
            f"{error.name} manque : pip install --require-hashes -r requirements/compile.txt"
        ) from None
    said = StringIO()
    try:
        with redirect_stdout(said):
            extensions = mypyc.mypycify(
                [*_MYPY, *paths],
                opt_level=os.environ.get("MYPYC_OPT_LEVEL", "2"),
                debug_level="0",
                multi_file=True,
                group_name=_GROUP,
                target_dir=str(place / "c"),
            )
    except SystemExit as error:
        raise CompilingFailed(f"{said.getvalue()}mypyc refuse les sources ({error}).") from None
    for extension in extensions:
        extension.extra_compile_args += _FLAGS
        extension.extra_link_args += ["-s"]
    distribution = setuptools.Distribution({"ext_modules": extensions, "packages": []})
    command = _build_ext()(distribution)
    command.build_lib, command.build_temp = str(place / "lib"), str(place / "objects")
    command.parallel = _processors()
    command.ensure_finalized()
    errors: Any = import_module("setuptools.errors")
    try:
        command.run()
    except (errors.BaseError, errors.CCompilerError, OSError) as error:
        raise CompilingFailed(
            f"Le compilateur C a échoué ({error}). Il en faut un, et les en-têtes de ce Python ; "
            "sous Debian : apt install gcc libc6-dev python3-dev"
        ) from None
    return {
        extension.name: Path(command.get_ext_fullpath(extension.name)) for extension in extensions
    }


def _build_ext() -> Any:
    """The command that compiles, made to compile the many files of one library side by side."""
    given: Any = import_module("setuptools.command.build_ext").build_ext

    class Command(given):  # type: ignore[misc]
        def build_extensions(self) -> None:
            in_turn = self.compiler.compile

            def side_by_side(files: list[str], **options: Any) -> list[str]:
                with ThreadPoolExecutor(_processors()) as threads:
                    made = threads.map(lambda file: in_turn([file], **options), files)
                    return list(chain.from_iterable(made))

            self.compiler.compile = side_by_side
            super().build_extensions()

    return Command


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


if __name__ == "__main__":
    sys.exit(main())
