"""``install_method SOURCE --version vX.Y.Z``: install a method version from upstream's files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from scoring.engine.errors import EngineError, InvalidData
from scoring.installation.install import install
from scoring.management.base import MethodCommand, faults_of


class Command(MethodCommand):
    """Convert a directory of upstream's JSON files into our own format."""

    help = (
        "Convertit un dossier au format JSON d'Ecobalyse en une version de méthode installée. "
        "Une source défectueuse est refusée avec la liste de toutes ses fautes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the source, the version, and where to find and put the rest."""
        parser.add_argument("source", type=Path, help="dossier des fichiers JSON")
        parser.add_argument("--version", required=True, help="nom de la version, tel que v7.0.0")
        parser.add_argument(
            "--profile", type=Path, help="fichier TOML : date, statut, sources et rôles"
        )
        parser.add_argument(
            "--destination",
            type=Path,
            help="dossier qui reçoit la version (par défaut : methods/ dans DATA_DIR)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Install, and say what was."""
        version = options["version"]
        destination = options["destination"] or settings.DATA_DIR / "methods" / version
        try:
            method = install(options["source"], version, destination, options["profile"])
        except InvalidData as error:
            raise CommandError(faults_of(error)) from None
        except EngineError as error:
            raise CommandError(str(error)) from None
        data = method.dataset
        self.stdout.write(
            f"Version {version} installée dans {destination} : {len(data.processes)} procédés, "
            f"{len(data.countries)} pays, {len(data.materials)} matières, "
            f"{len(data.products)} catégories, {len(data.components)} composants, "
            f"{len(data.ingredients)} ingrédients."
        )
