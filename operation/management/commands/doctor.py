"""``doctor``: check an installation and say how to fix each problem."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from operation.diagnosis import diagnose
from operation.findings import Finding
from operation.mail_checks import send_test


class Command(BaseCommand):
    """Check this installation."""

    help = "Vérifie l'installation et dit comment réparer chaque défaut. Statut 1 s'il y en a."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the recipient of the test message."""
        parser.add_argument(
            "--send-test", metavar="ADRESSE", help="envoie aussi un email d'essai à cette adresse"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per check; exit with status 1 if there is a fault."""
        findings = list(diagnose())
        if options["send_test"] is not None:
            findings.append(send_test(options["send_test"]))
        for found in findings:
            self.stdout.write(f"{_mark(found):<10} {found.subject} : {found.text}")
            if found.advice:
                self.stdout.write(f"{'':<10} → {found.advice}")
        faults = sum(found.fault for found in findings)
        warnings = sum(bool(found.advice) for found in findings) - faults
        self.stdout.write(
            f"\n{len(findings)} vérifications, {faults} défaut(s), {warnings} avertissement(s)."
        )
        if faults:
            sys.exit(1)


def _mark(found: Finding) -> str:
    if found.fault:
        return "DÉFAUT"
    return "attention" if found.advice else "bien"
