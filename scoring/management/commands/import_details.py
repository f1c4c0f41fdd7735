"""``import_details FILE``: import the official detailed impacts, or own ones with ``--own``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from scoring.engine.manifest import VERSION_PATTERN
from scoring.engine.method import Method
from scoring.installation.details import import_details, remove_details
from scoring.installation.own_import import import_own
from scoring.instance import details_path, own_path
from scoring.management.base import MethodCommand, reporting
from scoring.management.own_figures import report
from scoring.methods import method_of

_NOTHING_WRITTEN = "Rien n'a été écrit (--check)."


class Command(MethodCommand):
    """Import the licensed detailed impacts or the operator's own ones, or remove them."""

    help = (
        "Importe les impacts détaillés officiels, sous licence, d'un fichier JSON : une liste "
        "d'objets avec id et impacts, ou toute la liste des procédés d'Ecobalyse. Avec --own, "
        "importe vos propres valeurs, d'un fichier de « details_template » rempli, même en partie "
        "(docs/own-figures.md). Le fichier est vérifié en entier ; à la moindre faute rien n'est "
        "importé. Les processus en marche servent les nouvelles valeurs sans redémarrage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the version."""
        parser.add_argument("file", type=Path, nargs="?", help="fichier JSON (ou CSV avec --own)")
        parser.add_argument(
            "--version",
            default=settings.METHOD_VERSION,
            help="version de la méthode (par défaut : celle que l'instance sert)",
        )
        parser.add_argument("--own", action="store_true", help="vos propres valeurs")
        parser.add_argument(
            "--accept",
            action="append",
            default=[],
            metavar="ID",
            help="avec --own : prend ce procédé malgré un écart de plus de 10 %% à un score publié",
        )
        parser.add_argument("--check", action="store_true", help="vérifie, sans rien écrire")
        parser.add_argument(
            "--remove", action="store_true", help="supprime les valeurs importées de cette version"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import or remove, and report the result."""
        version, source, own = options["version"], options["file"], options["own"]
        if options["remove"] == (source is not None):
            raise CommandError("Donnez un fichier à importer, ou bien --remove.")
        if options["accept"] and not own:
            raise CommandError("--accept ne va qu'avec --own : un fichier officiel est exact.")
        with reporting("Rien n'a été importé. "):
            if not VERSION_PATTERN.fullmatch(version):
                raise CommandError(f"La version « {version} » n'a pas la forme v7.0.0.")
            destination = own_path(version) if own else details_path(version)
            if source is None:
                # Figures can be removed even if that version is no longer installed.
                self._say_removed(version, own, remove_details(destination))
                return
            method = method_of(version)
            _check_place(destination)
            if own:
                self._import_own(source, method, destination, options)
            else:
                self._import_official(source, method, destination, options["check"])

    def _import_official(
        self, source: Path, method: Method, destination: Path, checks_only: bool
    ) -> None:
        count = import_details(source, method, destination, checks_only=checks_only)
        if checks_only:
            self.stdout.write(f"Fichier bon : {count} procédés. {_NOTHING_WRITTEN}")
            return
        self.stdout.write(
            f"Impacts détaillés officiels de {count} procédés importés pour {method.version}, dans "
            f"{destination}. Les appels avec un jeton valide les reçoivent dès maintenant."
        )

    def _import_own(
        self, source: Path, method: Method, destination: Path, options: dict[str, Any]
    ) -> None:
        checks_only = options["check"]
        imported = import_own(
            source,
            method,
            destination,
            accepted=tuple(dict.fromkeys(one.lower() for one in options["accept"])),
            checks_only=checks_only,
        )
        for line in report(imported, len(method.dataset.processes)):
            self.stdout.write(line)
        if checks_only:
            self.stdout.write(_NOTHING_WRITTEN)
        elif details_path(method.version).exists():
            self.stdout.write(
                f"Importés pour {method.version}, dans {destination}, mais pas servis : les "
                "valeurs officielles, importées aussi, passent avant."
            )
        else:
            self.stdout.write(
                f"Importés pour {method.version}, dans {destination}. Les appels avec un jeton "
                "valide les reçoivent dès maintenant, au niveau own."
            )

    def _say_removed(self, version: str, own: bool, removed: bool) -> None:
        if own:
            self.stdout.write(
                f"Impacts détaillés propres à l'instance de {version} supprimés."
                if removed
                else f"Aucun impact détaillé propre à l'instance n'était importé pour {version}."
            )
            return
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
