"""The compiled form of the calculation: modules that ``make compile`` has made from the sources.

It stands apart from the sources, in ``scoring/_compiled/<platform>/``, with the hash of each source
that it was made from. It is used only while every one of them is as it was then, so what runs is
always what the sources say: otherwise Python runs the sources themselves. Nothing else differs: the
same doubles, the same messages.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import source_hash, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

PACKAGE: Final = Path(__file__).parent
FOLDER: Final = PACKAGE / "_compiled"
# In the folder of a platform: a line for each source, its hash and its path; "-" for what they
# have in common, which has no source.
LIST: Final = "SOURCES"

PURE: Final = "pure"
COMPILED: Final = "compiled"
STALE: Final = "stale"


class Form(NamedTuple):
    """What runs the calculation in this process.

    ``name`` is ``pure``, ``compiled``, or ``stale`` for a compiled form that is left aside;
    ``modules`` counts those that are compiled, ``reason`` says in French why they are left aside.
    """

    name: str = PURE
    modules: int = 0
    reason: str = ""

    @property
    def title(self) -> str:
        """What it is, in French.

        >>> Form(COMPILED, 120).title, Form().title
        ('compilé', 'pur Python')
        """
        return "compilé" if self.name == COMPILED else "pur Python"

    @property
    def sentence(self) -> str:
        """What it is and why, in French.

        >>> Form(STALE, reason="a.py a changé depuis").sentence
        'pur Python : le compilé ne sert pas, a.py a changé depuis'
        """
        if self.name == STALE:
            return f"{self.title} : le compilé ne sert pas, {self.reason}"
        return f"{self.title} : {self.reason}" if self.reason else self.title


class _Compiled(NamedTuple):
    """A compiled module: its library, and the source that it was made from."""

    library: str
    source: str


class _Loader(ExtensionFileLoader):
    """Loads a library in the place of a source, which the module still names as its file."""

    def __init__(self, name: str, compiled: _Compiled) -> None:
        super().__init__(name, compiled.library)
        self._source = compiled.source

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Load the library, whatever file the module is said to come from."""
        return super().create_module(ModuleSpec(spec.name, self, origin=self.path))

    def exec_module(self, module: ModuleType) -> None:
        """End what loading began."""
        super().exec_module(module)
        module.__file__ = self._source


class _Finder:
    """Finds the modules that are compiled, before Python looks for their sources."""

    def __init__(self, modules: Mapping[str, _Compiled]) -> None:
        self._modules = modules

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of this name, if it is compiled."""
        compiled = self._modules.get(name)
        if compiled is None:
            return None
        return spec_from_file_location(name, compiled.source, loader=_Loader(name, compiled))


def platform() -> str:
    """The name of what a library can be loaded by: a version of Python, a system, a processor."""
    return EXTENSION_SUFFIXES[0].strip(".").partition(".")[0]


def use() -> Form:
    """Let Python find the compiled modules from now on, if they are those of the sources."""
    # An operator may want the sources run even where a compiled form is there.
    if os.environ.get("PURE_PYTHON") == "1":
        return Form(reason="PURE_PYTHON vaut 1")
    if not FOLDER.is_dir():
        return Form()
    folder = FOLDER / platform()
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return Form(STALE, reason="il est fait pour un autre Python")
    modules: dict[str, _Compiled] = {}
    there = set(os.listdir(folder))  # noqa: PTH208 - names alone, at every start
    for line in lines:
        known, name, path = line.split(" ")
        source = PACKAGE.parent / path
        if path != "-":
            try:
                if hash_of(source) != known:
                    return Form(STALE, reason=f"{path} a changé depuis")
            except OSError:
                return Form(STALE, reason=f"{path} n'est plus là")
        library = f"{name}.so"
        if library not in there:
            return Form(STALE, reason=f"{library} n'est plus là")
        modules[name] = _Compiled(str(folder / library), str(source))
    sys.meta_path.insert(0, _Finder(modules))
    return Form(COMPILED, len(modules) - 1)


def hash_of(source: Path) -> str:
    """The hash of a source, as Python keeps it beside its own compiled files."""
    return source_hash(source.read_bytes()).hex()
