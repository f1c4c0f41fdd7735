"""What the commands about a method version share."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from scoring.engine.errors import InvalidData


def faults_of(error: InvalidData) -> str:
    """What is wrong with data: one line for one fault, else a list."""
    if len(error.faults) == 1:
        # The fault begins with the name of its file, which the place ends with.
        fault = error.faults[0].removeprefix(Path(error.place).name)
        fault = fault.removeprefix(" : ").removeprefix(", ")
        return f"{error.place} : {fault}."
    return f"{len(error.faults)} faute(s). {error}"


class MethodCommand(BaseCommand):
    """Base of the commands that take a method version."""

    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Give ``--version`` to the method version: Django's own use of it makes no sense here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)
