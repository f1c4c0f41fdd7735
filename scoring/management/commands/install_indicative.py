"""``install_indicative SOURCE --version vX.Y.Z``: add open detailed impacts to a version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from scoring.installation.indicative import add_indicative
from scoring.installation.measurement import Reference
from scoring.installation.profile import SHIPPED
from scoring.management.base import MethodCommand, destination_of, reporting


class Command(MethodCommand):
    """Convert open detailed impacts, measure them, and add them to an installed version."""

    help = (
        "Ajoute à une version installée des impacts détaillés ouverts, servis comme indicatifs. "
        "Les catégories servies sont celles dont les totaux, sur des requêtes publiées, restent à "
        "un facteur trois des totaux officiels."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the source, the version, and the reference to measure against."""
        parser.add_argument("source", type=Path, help="dossier qui contient impacts.json")
        parser.add_argument("--version", required=True, help="nom de la version, tel que v7.0.0")
        parser.add_argument(
            "--measured-on",
            type=Path,
            required=True,
            help="fichier JSON de requêtes textiles avec leurs impacts détaillés publiés",
        )
        parser.add_argument(
            "--overrides",
            type=Path,
            help="fichier JSON de ce que les données de ces requêtes ont de différent",
        )
        parser.add_argument("--profile", type=Path, help="fichier TOML des sources et licences")
        parser.add_argument(
            "--destination",
            type=Path,
            help="dossier de la version (par défaut : methods/ dans DATA_DIR)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the figures, and report their measured quality."""
        version = options["version"]
        destination = destination_of(options)
        with reporting():
            method, left_out = add_indicative(
                options["source"],
                options["profile"] or SHIPPED / f"{version}-indicative.toml",
                Reference(options["measured_on"], options["overrides"]),
                destination,
            )
        indicative = method.dataset.indicative
        if indicative is None:
            raise CommandError(f"Aucune valeur n'a été ajoutée dans {destination}.")
        rows = len(method.dataset.processes) - len(indicative.without_row)
        self.stdout.write(f"{rows} procédés ont des valeurs ouvertes dans {destination}.")
        if left_out:
            self.stdout.write(f"Écartés, trop loin du score publié : {', '.join(left_out)}.")
        for trigram, quality in sorted(indicative.quality.items()):
            measured = (
                "non mesurable"
                if quality.minimum is None or quality.maximum is None
                else f"{quality.minimum:.2f} à {quality.maximum:.2f}"
            )
            self.stdout.write(f"{trigram:<6} {measured:<16} {'servi' if quality.kept else 'null'}")
