"""What the commands about a method version share."""

from typing import Any

from django.core.management.base import BaseCommand


class MethodCommand(BaseCommand):
    """Base of the commands that take a method version."""

    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Give ``--version`` to the method version: Django's own use of it makes no sense here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)
