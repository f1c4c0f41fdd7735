"""``ecobalyse score``: score a whole catalogue."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from ecobalyse.cluster import Cluster
from ecobalyse.command.progress import Progress
from ecobalyse.command.statuses import DONE, SOME_REFUSED, UNUSABLE
from ecobalyse.command.targets import targets
from ecobalyse.files import STANDARD, MakeExecutor, ScoredFile, score_file
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.figures import DETAILS, STAGES
from scoring.catalogue.verdicts import REFUSED
from scoring.catalogue.writing.columns import stage_title

_DESCRIPTION = (
    "Calcule chaque ligne d'un catalogue et l'écrit avec son score, ou la raison exacte de son "
    "refus ; plusieurs catalogues, dans un dossier. Sortie : 0, tout est calculé ; 1, des lignes "
    "sont refusées ; 2, un fichier est inutilisable."
)


def add(parts: Any, common: argparse.ArgumentParser, levels: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser = parts.add_parser(
        "score", parents=[common, levels], help="calcule un catalogue", description=_DESCRIPTION
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "files",
        nargs="*",
        default=[STANDARD],
        metavar="FICHIER",
        help="catalogues à lire (l'entrée standard sans eux ou avec -)",
    )
    parser.add_argument(
        "-o",
        "--output",
        default=STANDARD,
        metavar="SORTIE",
        help="fichier à écrire, ou dossier où chaque résultat porte le nom de son catalogue",
    )
    parser.add_argument(
        "--from", dest="read", choices=forms.READ, help="format lu, si le nom ne le dit pas"
    )
    parser.add_argument(
        "--to", dest="write", choices=forms.WRITTEN, help="format écrit, si le nom ne le dit pas"
    )
    parser.add_argument(
        "--detail",
        choices=DETAILS,
        default=STAGES,
        help="summary : les scores ; stages (par défaut) : aussi chaque étape",
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse aussi ce que le portail refuserait"
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="processus qui se partagent le travail ; 0 : un par processeur",
    )
    parser.add_argument(
        "--dask",
        metavar="ADRESSE",
        help="calcule sur les machines de cet ordonnanceur Dask ; « local » : sur celle-ci",
    )
    parser.add_argument(
        "--errors", metavar="FICHIER", help="les lignes refusées, à part (.csv ou .jsonl)"
    )
    parser.add_argument(
        "--resume", action="store_true", help="reprend un calcul interrompu de la même commande"
    )
    parser.add_argument(
        "--portal-result",
        action="store_true",
        help="écrit le résultat sous la forme du portail : Référence interne,Score,Erreur",
    )
    parser.add_argument(
        "--portal-check",
        action="store_true",
        help="dit, ligne par ligne, ce que le portail de déclaration répondrait",
    )
    parser.add_argument(
        "--portal-file",
        action="store_true",
        help="écrit le fichier à déposer sur le portail : ce qu'il accepte, scores remplis",
    )
    parser.add_argument(
        "--links", metavar="ADRESSE", help="ajoute un lien vers chaque produit sur ce site"
    )
    parser.add_argument(
        "--compare-versions",
        metavar="VERSION",
        help="calcule aussi chaque ligne dans cette version : son score, l'écart en points et en "
        "%%, l'étape qui change le plus, ou pourquoi elle ne s'y calcule pas",
    )
    parser.add_argument("--quiet", action="store_true", help="ne dit rien si tout va bien")


def run(options: argparse.Namespace) -> int:
    """Score the files and report on each; an unusable one does not stop the others."""
    form = _form(options)
    pairs = targets(options.files, options.output, form)
    if len(pairs) == 1:
        return _score(options, *pairs[0], form)
    if options.errors is not None:
        raise UnusableInput("--errors ne va qu'avec un seul catalogue.")
    worst = DONE
    for source, target in pairs:
        if options.resume and Path(target).is_file():
            print(f"{target} : déjà là, laissé tel quel.", file=sys.stderr)
            continue
        try:
            status = _score(options, source, target, form, name=f"{source} : ")
        except UnusableInput as error:
            print(f"{source} : {error}", file=sys.stderr)
            status = UNUSABLE
        worst = max(worst, status)
    return worst


def _score(
    options: argparse.Namespace, source: str, target: str, form: str | None, name: str = ""
) -> int:
    with Progress(source, quiet=options.quiet) as progress:
        scored = score_file(
            source,
            target,
            read=options.read,
            write=form,
            sector=options.sector,
            version=options.version,
            level=options.level,
            detail=options.detail,
            strict=options.strict,
            portal=options.portal_check,
            link_root=options.links and options.links.rstrip("/"),
            jobs=options.jobs,
            errors=options.errors,
            resume=options.resume,
            data_dir=options.data_dir,
            compared_with=options.compare_versions,
            progress=progress,
            executor=_on_cluster(options.dask) if options.dask else None,
        )
    for note in scored.notes:
        print(f"{name}{note}", file=sys.stderr)
    if not options.quiet:
        print(name + "\n".join(_told(scored, options.compare_versions)), file=sys.stderr)
    refused = scored.refused or scored.summary.get("portal", {}).get(REFUSED)
    return SOME_REFUSED if refused else DONE


def _form(options: argparse.Namespace) -> str | None:
    """The file format that the options select."""
    if options.portal_file:
        return forms.PORTAL_FILE
    return forms.PORTAL_RESULT if options.portal_result else str(options.write or "") or None


def _on_cluster(address: str) -> MakeExecutor:
    return lambda task, jobs: Cluster(task, address, jobs)


def _told(scored: ScoredFile, other: str | None) -> list[str]:
    """The summary in a few lines; ``other`` is the version compared with, if any."""
    summary = scored.summary
    lines = [
        f"Lignes lues : {summary['rows']} ; calculées : {summary['scored']} ; refusées : "
        f"{summary['refused']} ; avec avertissements : {summary['withWarnings']}."
    ]
    if scored.resumed:
        lines[0] = f"Reprise après {scored.resumed} lignes. {lines[0]}"
    if summary["declaredDiffers"]:
        lines.append(f"Scores déclarés à plus de 1 % du calcul : {summary['declaredDiffers']}.")
    if "portal" in summary:
        lines.append(
            "Portail : {accepted} acceptées telles quelles, {completed} dans le fichier préparé, "
            "{refused} refusées.".format(**summary["portal"])
        )
    scores = summary["scores"]
    if scores:
        lines.append(
            "Scores : de {min} à {max}, quartiles {firstQuartile}, {median}, {thirdQuartile}, "
            "moyenne {mean}.".format(**{name: _figure(score) for name, score in scores.items()})
        )
    for category, found in summary["categories"].items():
        median, rows = _figure(found["median"]), found["rows"]
        least, greatest = _figure(found["min"]), _figure(found["max"])
        lines.append(f"  {category} ({rows}) : médiane {median}, de {least} à {greatest}")
    if "comparison" in summary:
        lines += _compared(summary["comparison"])
    if other is not None:
        lines += _not_compared(summary)
    if summary["errors"]:
        lines.append("Erreurs les plus fréquentes :")
        lines += [
            f"  {error['rows']} × {error['message']} (ligne {error['line']})"
            for error in summary["errors"]
        ]
    return lines


def _compared(summary: dict[str, Any]) -> list[str]:
    """What the other version changes, in a few lines."""
    rows, version = summary["rows"], summary["methodVersion"]
    lines = [
        f"En {version} : {summary['higher']} scores plus hauts, {summary['lower']} plus bas ; "
        f"non calculables : {summary['refused']} sur {rows}."
    ]
    if summary["percent"]:
        percents = {name: _signed(percent) for name, percent in summary["percent"].items()}
        lines.append(
            "Écarts : de {min} à {max}, médiane {median}, moyenne {mean}.".format(**percents)
        )
    for category, found in summary["categories"].items():
        lines.append(f"  {category} ({found['rows']}) : écart médian {_signed(found['median'])}")
    if summary["stages"]:
        stages = ", ".join(
            f"{stage_title(one['stage'])} ({one['rows']})" for one in summary["stages"]
        )
        lines.append(f"Étape qui change le plus : {stages}.")
    lines += [
        f"  {error['rows']} × {error['message']} (ligne {error['line']})"
        for error in summary["errors"]
    ]
    return lines


def _not_compared(summary: dict[str, Any]) -> list[str]:
    """A note that grouped rows are not compared with the other version, if there are any."""
    rows = summary["scored"] - summary.get("comparison", {"rows": 0})["rows"]
    if not rows:
        return []
    return [f"Lignes d'un lot ou d'un vêtement en plusieurs parties, non comparées : {rows}."]


def _signed(percent: float) -> str:
    return f"{percent:+.2f} %".replace(".", ",")


def _figure(score: float) -> str:
    return f"{score:.2f}".replace(".", ",")


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 0:
        raise argparse.ArgumentTypeError("un nombre de processus est attendu")
    return jobs or len(os.sched_getaffinity(0))
