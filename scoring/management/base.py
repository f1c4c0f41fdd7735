"""Shared code of the commands about a method version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from scoring.engine.errors import EngineError, InvalidData


@contextmanager
def reporting(before: str = "") -> Iterator[None]:
    """Report the engine's errors as those of a command; ``before`` precedes faults in data."""
    try:
        yield
    except InvalidData as error:
        raise CommandError(f"{before}{_faults_of(error)}") from None
    except EngineError as error:
        raise CommandError(str(error)) from None


def destination_of(options: dict[str, Any]) -> Path:
    """The directory to write a version to: the given one, or that of the instance."""
    given: Path | None = options["destination"]
    return given or settings.DATA_DIR / "methods" / options["version"]


def _faults_of(error: InvalidData) -> str:
    """Format faults in data: a single line for one fault, else a list."""
    if len(error.faults) == 1:
        # The fault starts with the name of its file, with which the place already ends.
        fault = error.faults[0].removeprefix(Path(error.place).name)
        fault = fault.removeprefix(" : ").removeprefix(", ")
        return f"{error.place} : {fault}."
    return f"{len(error.faults)} faute(s). {error}"


class MethodCommand(BaseCommand):
    """Base of the commands that take a method version."""

    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Use ``--version`` for the method version, in place of Django's own option."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)
