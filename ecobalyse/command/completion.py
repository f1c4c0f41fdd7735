"""``ecobalyse completion``: the script by which a shell completes the command.

The scripts are shtab's, made from the command's own options, so that they cannot differ from them.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from scoring.catalogue.faults import UnusableInput

SHELLS = ("bash", "zsh", "fish")
# What the places of the options and arguments hold that are completed with names on the disk.
_FILES = {"FICHIER", "SORTIE", "DEMANDE"}
_FOLDERS = {"DOSSIER"}


def add(parts: Any, whole: argparse.ArgumentParser) -> None:
    """Declare the argument; ``whole`` is the parser that the script completes."""
    parser = parts.add_parser(
        "completion", help="donne le script par lequel un interpréteur complète la commande"
    )
    parser.add_argument("shell", choices=SHELLS, metavar="INTERPRETEUR", help=", ".join(SHELLS))
    parser.set_defaults(run=run, whole=whole)


def run(options: argparse.Namespace) -> int:
    """Print the script; raises ``UnusableInput`` where the library that makes it is missing."""
    try:
        import shtab  # noqa: PLC0415 - an extra
    except ImportError:
        raise UnusableInput(
            "Il faut shtab pour écrire ce script : pip install 'cout-environnemental[terminal]'."
        ) from None
    for action in _actions(options.whole):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    print(shtab.complete(options.whole, options.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All options and arguments, those of the parts of the command too."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                yield from _actions(part)
