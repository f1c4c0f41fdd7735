"""``ecobalyse levers``, ``diff`` and ``estimate``: analyses of a score (decisions.md 2 to 4)."""

import argparse
import sys
from typing import Any

from ecobalyse.command.single import add_query, print_json, query_of
from ecobalyse.command.statuses import DONE
from ecobalyse.decisions import (
    RowLevers,
    catalogue_levers,
    differences,
    estimate,
    levers,
    most_useful,
)
from scoring.answers.textile.requests import Options
from scoring.answers.textile.speech import french_number
from scoring.answers.words.decisions import HONESTY
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.engine.analysis.candidates import MODES, REGULATORY

_MOST_SHARED = 10


def add(parts: Any, common: argparse.ArgumentParser, levels: argparse.ArgumentParser) -> None:
    """Declare the options."""
    lowering = parts.add_parser(
        "levers", parents=[common], help="dit ce qui abaisserait le score d'un vêtement"
    )
    lowering.add_argument(
        "--keep", nargs="+", default=[], metavar="CHAMP", help="champs qui ne doivent pas changer"
    )
    lowering.add_argument(
        "--mode", choices=MODES, default=REGULATORY, help="champs essayés (regulatory)"
    )
    lowering.add_argument(
        "--catalogue",
        metavar="FICHIER",
        help="un catalogue : les trois meilleurs leviers de chaque ligne, puis les plus utiles",
    )
    lowering.add_argument(
        "--from", dest="read", choices=forms.READ, help="format du catalogue, sinon d'après le nom"
    )
    lowering.set_defaults(run=run_levers)
    differing = parts.add_parser(
        "diff", parents=[common], help="dit pourquoi deux vêtements n'ont pas le même score"
    )
    differing.add_argument("before", metavar="DEPART", help="fichier JSON, ou le JSON lui-même")
    differing.add_argument("after", metavar="ARRIVEE", help="fichier JSON, ou le JSON lui-même")
    differing.set_defaults(run=run_differences)
    guessing = parts.add_parser(
        "estimate", parents=[common], help="estime un score d'après une étiquette"
    )
    guessing.set_defaults(run=run_estimate)
    add_query(lowering)
    add_query(guessing)
    for parser in (lowering, differing, guessing):
        parser.add_argument("--json", action="store_true", help="donne la réponse en JSON")


def run_levers(options: argparse.Namespace) -> int:
    """Print the levers, largest gain first."""
    if options.catalogue:
        return _catalogue(options)
    answer = levers(
        query_of(options.query),
        keep=options.keep,
        mode=options.mode,
        version=options.version,
        data_dir=options.data_dir,
    )
    if options.json:
        print_json(answer)
        return DONE
    print(f"Score : {_points(answer['score'])}")
    for lever in answer["levers"]:
        print(f"{_points(-lever['gain'])}  {lever['label']}")
    if answer["combined"]:
        together = ", ".join(answer["combined"]["fields"])
        print(f"Ensemble ({together}) : {_points(answer['combined']['score'])}")
    print(answer["notice"])
    return DONE


def run_differences(options: argparse.Namespace) -> int:
    """Print the share of each field in the difference."""
    answer = differences(
        query_of(options.before),
        query_of(options.after),
        version=options.version,
        data_dir=options.data_dir,
    )
    if options.json:
        print_json(answer)
        return DONE
    print(f"De {_points(answer['from']['score'])} à {_points(answer['to']['score'])}")
    for change in answer["changes"]:
        error = change["standardError"]
        about = f" (± {_points(error)})" if error else ""
        print(f"{_points(change['points'], sign=True)}  {change['label']}{about}")
    return DONE


def run_estimate(options: argparse.Namespace) -> int:
    """Print the range, and which unknown fields to ask for first."""
    answer = estimate(query_of(options.query), version=options.version, data_dir=options.data_dir)
    if options.json:
        print_json(answer)
        return DONE
    print(f"Par les valeurs par défaut : {_points(answer['score'])}")
    low, median, high = (_points(answer[name]) for name in ("low", "median", "high"))
    print(f"Neuf fois sur dix de {low} à {high}, médiane {median}")
    least, greatest = (_points(answer["bounds"][name]) for name in ("least", "greatest"))
    print(f"Au moins {least}, au plus {greatest}")
    if answer["unknown"]:
        print("À demander d'abord :")
    for unknown in answer["unknown"]:
        share = f"{unknown['share'] * 100:.0f} %"
        print(f"{share:>6}  {unknown['label']}")
    for assumption in dict.fromkeys(
        told["assumption"] for told in (*answer["unknown"], *answer["held"])
    ):
        print(f"- {assumption}")
    print(answer["notice"])
    return DONE


def _catalogue(options: argparse.Namespace) -> int:
    """Print the best levers of each row, then those that gain most over the whole file."""
    try:
        rows: list[RowLevers] = []
        for row in catalogue_levers(
            options.catalogue,
            read=options.read,
            options=Options(tuple(options.keep), options.mode),
            version=options.version,
            data_dir=options.data_dir,
        ):
            rows.append(row)
            if not options.json:
                _print_row(row)
    except OSError as error:
        raise UnusableInput(
            f"Impossible de lire {options.catalogue} : {error.strerror or error}."
        ) from None
    shared = most_useful(rows)[:_MOST_SHARED]
    if options.json:
        print_json(
            {
                "rows": [
                    {
                        "line": row.line,
                        "id": row.id,
                        "score": row.score,
                        "levers": [
                            {"label": label, "gain": lever.gain, "change": dict(lever.change)}
                            for lever, label in zip(row.levers, row.labels, strict=True)
                        ],
                    }
                    for row in rows
                ],
                "catalogue": [lever._asdict() for lever in shared],
                "notice": HONESTY,
            }
        )
    else:
        print("Les leviers qui servent le plus tout le catalogue :")
        for lever in shared:
            count = f"{lever.rows} ligne{'s' if lever.rows > 1 else ''}"
            print(f"{_points(-lever.gain)}  {lever.label} ({count})")
        print(HONESTY)
    return 1 if any(row.score is None for row in rows) else 0


def _print_row(row: RowLevers) -> None:
    name = f"ligne {row.line}" if row.id is None else f"{row.id} (ligne {row.line})"
    if row.score is None:
        print(f"{name} : refusée", file=sys.stderr)
        return
    print(f"{name} : {_points(row.score)}")
    for lever, label in zip(row.levers, row.labels, strict=True):
        print(f"  {_points(-lever.gain)}  {label}")


def _points(points: float | None, *, sign: bool = False) -> str:
    if points is None:
        return "?"
    text = french_number(abs(points), 1)
    before = "-" if points < 0 else "+" if sign else ""
    return f"{before}{text} Pts"
