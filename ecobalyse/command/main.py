"""The subcommands and exit statuses of the command."""

import argparse
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from ecobalyse.command import completion, deciding, lists, score, single
from ecobalyse.command.statuses import DONE, INTERRUPTED, SOME_REFUSED, UNUSABLE
from ecobalyse.methods import DEFAULT_VERSION, LEVELS, versions
from ecobalyse.upkeep import settle
from scoring import FORM, __version__
from scoring.answers.levels import AGGREGATED
from scoring.answers.sectors import KINDS, SECTORS, TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.engine.errors import InvalidData, InvalidQuery


class _Parser(argparse.ArgumentParser):
    """An argument parser whose error messages are in French."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{self.prog} : option ou argument incorrect ({message}).\n")


class _Versions(argparse.Action):
    """Print the version of the program and those of the method, and exit."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        methods = ", ".join(versions())
        program = f"cout-environnemental {__version__} ({FORM.sentence})"
        print(f"{program}\nVersions de la méthode : {methods}")
        parser.exit(DONE)


def run() -> int:
    """Run the command as the main program of a process; return its exit status."""
    signal.signal(signal.SIGTERM, _interrupt)
    settle()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status.

    0: everything was scored; 1: a request, or some rows, were rejected; 2: something could not be
    read or written as requested.
    """
    try:
        return _answer(arguments)
    except InvalidQuery as refusal:
        for field, message in refusal.faults.items():
            print(f"{field} : {message}", file=sys.stderr)
        return SOME_REFUSED
    except (UnusableInput, InvalidData) as error:
        print(error, file=sys.stderr)
    except ValueError as error:
        message = str(error)
        print(f"{message[:1].upper()}{message[1:]}.", file=sys.stderr)
    except BrokenPipeError:
        # The reader of the pipe has gone; flushing at exit would raise again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("Interrompu. Rien n'est écrit sous le nom demandé.", file=sys.stderr)
        return INTERRUPTED
    return UNUSABLE


def _answer(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        status = int(options.run(options))
    finally:
        # Whatever was written, help and versions included: not at exit, when nothing catches.
        sys.stdout.flush()
    return status


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ecobalyse",
        description="Le coût environnemental de vêtements, d'aliments et d'objets, sur cette "
        "machine : rien n'est envoyé ni gardé.",
    )
    parser.add_argument(
        "--version",
        action=_Versions,
        nargs=0,
        help="donne la version du programme et celles de la méthode",
    )
    parser.add_argument(
        "--program-version",
        action="version",
        version=__version__,
        help="donne la version du programme seule",
    )
    parts = parser.add_subparsers(title="commandes", required=True, metavar="COMMANDE")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--version", default=DEFAULT_VERSION, help="version de la méthode (v7.0.0 par défaut)"
    )
    common.add_argument(
        "--data-dir",
        metavar="DOSSIER",
        help="données d'une instance : versions installées, impacts officiels (DATA_DIR)",
    )
    sectors = _sectors(SECTORS)
    kinds = _sectors(KINDS)
    # An option of every command, which the analyses offer for garments only.
    decided = _sectors([TEXTILE.name])
    levels = argparse.ArgumentParser(add_help=False)
    levels.add_argument(
        "--level",
        choices=LEVELS,
        default=AGGREGATED,
        help="impacts donnés : les deux scores, ou aussi les impacts détaillés",
    )
    for part, named in ((score, sectors), (single, kinds), (deciding, decided), (lists, sectors)):
        part.add(parts, argparse.ArgumentParser(parents=[common, named], add_help=False), levels)
    completion.add(parts, parser)
    return parser


def _sectors(names: Iterable[str]) -> argparse.ArgumentParser:
    """Declare the option that selects the sector of a request."""
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument(
        "--sector",
        choices=list(names),
        default=TEXTILE.name,
        help="secteur (textile par défaut)",
    )
    return option
