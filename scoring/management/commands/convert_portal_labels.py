"""``convert_portal_labels FILE``: convert the declaration portal's labels to our own format."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.catalogue.vocabulary.labels import LABELS_FILE, labels_of, write_labels


class Command(BaseCommand):
    """Convert the table of labels that the portal publishes into ``labels.csv``."""

    help = (
        "Convertit la table des mots du portail de déclaration (JSON : liste, mot, code) en "
        "notre format ; un mot inattendu est refusé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the input table, and the path of the output."""
        parser.add_argument("source", type=Path, help="table du portail, en JSON")
        parser.add_argument(
            "--destination",
            type=Path,
            default=LABELS_FILE,
            help="fichier CSV à écrire (par défaut, celui du programme)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Convert, and report the number of labels."""
        try:
            published = json.loads(options["source"].read_text(encoding="utf-8"))
            labels = labels_of(published)
        except (OSError, ValueError, AttributeError) as error:
            raise CommandError(f"Table illisible : {error}") from None
        count = write_labels(options["destination"], labels)
        self.stdout.write(f"{count} mots écrits dans {options['destination']}.")
