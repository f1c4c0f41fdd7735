"""``install_method SOURCE --version vX.Y.Z``: install a method version from upstream's files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from scoring.engine.method import Method
from scoring.installation.install import Prepared, install, prepare, try_out
from scoring.installation.proposal import keep, written
from scoring.management.base import MethodCommand, destination_of, reporting


class Command(MethodCommand):
    """Convert a directory of upstream's JSON files into our own format."""

    help = (
        "Convertit un dossier au format JSON d'Ecobalyse en une version de méthode installée. "
        "Une source défectueuse est refusée, avec chaque sorte de faute ; un secteur dont ce "
        "programme n'a pas les règles est laissé de côté, avec la raison. Voyez docs/versions.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the source, the version, and the paths of the other files."""
        parser.add_argument("source", type=Path, help="dossier des fichiers JSON")
        parser.add_argument("--version", required=True, help="nom de la version, tel que v7.0.0")
        parser.add_argument(
            "--profile",
            type=Path,
            help="fichier TOML : date, statut, sources et rôles ; sans lui, celui qui est fourni "
            "pour cette version, sinon un profil proposé d'après les données",
        )
        parser.add_argument(
            "--destination",
            type=Path,
            help="dossier qui reçoit la version (par défaut : methods/ dans DATA_DIR)",
        )
        parser.add_argument(
            "--check", action="store_true", help="dit ce qui serait installé, sans rien écrire"
        )
        parser.add_argument(
            "--write-profile",
            type=Path,
            metavar="FICHIER",
            help="écrit le profil employé dans un fichier, à relire et à donner à --profile",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Install, and report the result."""
        version, checks_only = options["version"], options["check"]
        destination = destination_of(options)
        with reporting():
            prepared = prepare(options["source"], version, options["profile"])
            if options["write_profile"]:
                self._keep_profile(prepared, options["write_profile"])
            method = try_out(prepared.files) if checks_only else install(prepared, destination)
        where = "peut être installée" if checks_only else f"installée dans {destination}"
        self.stdout.write(f"Version {version} {where} : {_counts(method)}.")
        self._say_what_is_missing(prepared)
        if checks_only:
            self.stdout.write("Rien n'a été écrit (--check).")
        else:
            self._say_how_to_serve(version, destination)

    def _keep_profile(self, prepared: Prepared, path: Path) -> None:
        try:
            keep(prepared.profile, prepared.source.sectors, path)
        except OSError as error:
            raise CommandError(f"Impossible d'écrire {path} : {error.strerror}.") from None
        self.stdout.write(f"Profil écrit dans {path}.")

    def _say_what_is_missing(self, prepared: Prepared) -> None:
        """Report left-out sectors, missing scores, and rules that nothing has verified."""
        source, profile = prepared.source, prepared.profile
        self.stdout.write(f"Secteurs : {', '.join(source.sectors)}.")
        for sector, reasons in source.left_out.items():
            self.stdout.write(f"Secteur {sector} laissé de côté : {' ; '.join(reasons)}.")
        for name, fault in prepared.refused.items():
            self.stdout.write(f"Exemple « {name} » laissé de côté : {fault}")
        if "pef" not in source.scores:
            self.stdout.write("Ces données n'ont pas de score pef : il n'est ni servi ni montré.")
        for notice in profile.unchecked:
            if notice.sector in ("", *source.sectors):
                subject = f" ({notice.sector})" if notice.sector else ""
                self.stdout.write(f"Non vérifié{subject} : {notice.fr}")
        if profile.proposed:
            self.stdout.write(
                "Aucun profil n'est donné ni fourni pour cette version : celui-ci est proposé "
                "d'après les données. Relisez-le avant de vous servir des résultats "
                "(--write-profile FICHIER l'écrit, --profile FICHIER le reprend).\n"
            )
            self.stdout.write(written(profile, source.sectors))

    def _say_how_to_serve(self, version: str, destination: Path) -> None:
        if destination.parent not in settings.METHOD_DIRECTORIES:
            return
        self.stdout.write(
            f"Une instance en marche la sert sous /versions/{version}/ une fois rechargée, sans "
            "perdre de requête : « systemctl reload cout-environnemental », ou le signal HUP au "
            "processus principal (kill -HUP PID)."
        )


def _counts(method: Method) -> str:
    data = method.dataset
    former = sum(map(len, data.aliases.values()))
    return (
        f"{len(data.processes)} procédés, {len(data.countries)} pays, "
        f"{len(data.materials)} matières, {len(data.products)} catégories, "
        f"{len(data.components)} composants, {len(data.ingredients)} ingrédients, "
        f"{former} anciens identifiants"
    )
