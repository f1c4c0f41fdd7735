"""``import_details FILE``: import the official detailed impacts; ``--remove`` removes them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from scoring.engine.errors import EngineError, InvalidData
from scoring.engine.manifest import VERSION_PATTERN
from scoring.installation.details import import_details, remove_details
from scoring.instance import details_path
from scoring.management.base import MethodCommand, faults_of
from scoring.methods import method_of


class Command(MethodCommand):
    """Import the licensed detailed impacts, or remove them."""

    help = (
        "Importe les impacts détaillés officiels, sous licence, d'un fichier JSON : une liste "
        "d'objets avec id et impacts, ou toute la liste des procédés d'Ecobalyse. Le fichier est "
        "vérifié en entier ; à la moindre faute rien n'est importé. Les processus en marche "
        "servent les nouvelles valeurs sans redémarrage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the version."""
        parser.add_argument("file", type=Path, nargs="?", help="fichier JSON")
        parser.add_argument(
            "--version",
            default=settings.METHOD_VERSION,
            help="version de la méthode (par défaut : celle que l'instance sert)",
        )
        parser.add_argument(
            "--remove", action="store_true", help="supprime les valeurs importées de cette version"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import or remove, and report the result."""
        version = options["version"]
        source = options["file"]
        if options["remove"] == (source is not None):
            raise CommandError("Donnez un fichier à importer, ou bien --remove.")
        try:
            if not VERSION_PATTERN.fullmatch(version):
                raise CommandError(f"La version « {version} » n'a pas la forme v7.0.0.")
            destination = details_path(version)
            if source is None:
                # Figures can be removed even if that version is no longer installed.
                self._say_removed(version, remove_details(destination))
                return
            method = method_of(version)
            _check_place(destination)
            count = import_details(source, method, destination)
        except InvalidData as error:
            raise CommandError(f"Rien n'a été importé. {faults_of(error)}") from None
        except EngineError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Impacts détaillés officiels de {count} procédés importés pour {version}, dans "
            f"{destination}. Les appels avec un jeton valide les reçoivent dès maintenant."
        )

    def _say_removed(self, version: str, removed: bool) -> None:
        self.stdout.write(
            f"Impacts détaillés officiels de {version} supprimés."
            if removed
            else f"Aucun impact détaillé officiel n'était importé pour {version}."
        )


def _check_place(destination: Path) -> None:
    """Reject a path where static files are served from, or among the shipped data."""
    served = (settings.STATIC_ROOT, *settings.STATICFILES_DIRS, settings.BASE_DIR / "scoring")
    for directory in map(Path, served):
        if destination.resolve().is_relative_to(directory.resolve()):
            raise CommandError(
                f"DATA_DIR est dans {directory}, qui est publié : choisissez un autre dossier."
            )
