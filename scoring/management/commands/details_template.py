"""``details_template -o FILE``: write the template for one's own detailed figures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from foundation.csv_files import FORMATS
from scoring.installation.own_template import template
from scoring.management.base import MethodCommand, reporting
from scoring.methods import method_of


class Command(MethodCommand):
    """Write the processes of a version with empty columns for their detailed impacts."""

    help = (
        "Écrit un CSV des procédés d'une version, avec des colonnes vides pour les impacts "
        "détaillés d'une unité de chacun, à remplir de vos propres valeurs (docs/own-figures.md) "
        "et à reprendre avec « import_details --own »."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the version and the output."""
        parser.add_argument(
            "--version",
            default=settings.METHOD_VERSION,
            help="version de la méthode (par défaut : celle que l'instance sert)",
        )
        parser.add_argument(
            "-o", "--output", type=Path, help="fichier CSV (par défaut : la sortie standard)"
        )
        parser.add_argument(
            "--excel",
            action="store_true",
            help="points-virgules, pour ouvrir le fichier dans un tableur en français",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or its text to the standard output."""
        output = options["output"]
        with reporting():
            dataset = method_of(options["version"]).dataset
        text = template(dataset, FORMATS["excel.csv" if options["excel"] else "csv"])
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"Impossible d'écrire {output} : {error.strerror}.") from None
        self.stdout.write(
            f"{len(dataset.processes)} procédés de {options['version']} écrits dans {output}. "
            f"Remplissez ce que vous avez, puis : manage.py import_details --own {output} "
            f"--version {options['version']} --check"
        )
