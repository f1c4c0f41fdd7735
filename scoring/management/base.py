"""Shared code of the commands about a method version."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from scoring.engine.errors import InvalidData


def faults_of(error: InvalidData) -> str:
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
