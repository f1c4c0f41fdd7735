"""``ecobalyse lists``: print the codes that requests and catalogues accept."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ecobalyse.command.statuses import DONE
from ecobalyse.methods import load, versions
from scoring.answers.names import named_in
from scoring.catalogue.faults import UnusableInput
from scoring.engine.method import Method
from scoring.engine.vocabulary import textile as vocabulary

Items = Iterable[tuple[str, str]]


def add(parts: Any, common: argparse.ArgumentParser, levels: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser = parts.add_parser(
        "lists", parents=[common], help="donne les codes et les noms d'une liste"
    )
    parser.add_argument(
        "list", nargs="?", choices=[*LISTS, "versions"], metavar="LISTE", help=", ".join(LISTS)
    )
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="langue des noms")
    parser.add_argument("--json", action="store_true", help="en JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a list, one code and its name per line."""
    if options.list is None:
        print("\n".join([*LISTS, "versions"]))
        return DONE
    if options.list == "versions":
        print("\n".join(versions(options.data_dir)))
        return DONE
    method = load(options.version, data_dir=options.data_dir)
    english = {one.label_fr: one.label_en for one in method.dataset.impacts.values()}
    given = english if options.lang == "en" else {}
    items = [
        {"id": code, "name": given.get(name) or named_in(options.lang, name)}
        for code, name in LISTS[options.list](method, options.sector)
    ]
    if not items:
        raise UnusableInput(f"Le secteur {options.sector} n'a pas de liste « {options.list} ».")
    if options.json:
        json.dump(items, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        width = max(len(item["id"]) for item in items)
        for item in items:
            print(f"{item['id']:<{width}}  {item['name']}")
    return DONE


def _textile(codes: Mapping[str, str]) -> Callable[[Method, str], Items]:
    return lambda method, sector: codes.items() if sector == "textile" else ()


LISTS: Mapping[str, Callable[[Method, str], Items]] = {
    "products": lambda method, sector: (
        ((one.id, one.name) for one in method.dataset.products.values())
        if sector == "textile"
        else ()
    ),
    "materials": lambda method, sector: (
        ((one.id, one.name) for one in method.dataset.materials.values())
        if sector == "textile"
        else ()
    ),
    "countries": lambda method, sector: (
        (one.code, one.name) for one in method.dataset.countries.values() if sector in one.scopes
    ),
    "components": lambda method, sector: (
        (one.id, one.name) for one in method.dataset.components_of(sector)
    ),
    "ingredients": lambda method, sector: (
        ((one.id, one.name) for one in method.dataset.ingredients.values())
        if sector == "food"
        else ()
    ),
    "processes": lambda method, sector: (
        (one.id, one.name) for one in method.dataset.processes.values() if sector in one.scopes
    ),
    "impacts": lambda method, sector: (
        (trigram, one.label_fr) for trigram, one in method.dataset.impacts.items()
    ),
    "fabrics": _textile(vocabulary.FABRIC_LABELS),
    "businesses": _textile(vocabulary.BUSINESS_LABELS),
    "printings": _textile(vocabulary.PRINTING_LABELS),
    "dyeings": _textile(vocabulary.DYEING_LABELS),
    "complexities": _textile(vocabulary.COMPLEXITY_LABELS),
}
