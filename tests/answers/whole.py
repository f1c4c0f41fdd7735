"""Complete answers, of which other tests only check parts: the requests and their file.

``python -m tests.answers.whole`` rewrites the file, in a change that is meant to change answers.
The complete answers of simulators are in ``tests/conformance``. A later version stands beside the
regulatory one, so that its former ids, differences and warnings are covered too.
"""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from scoring import __version__
from scoring.answers.examples import examples_of
from scoring.answers.explain import explained
from scoring.answers.items import item_of
from scoring.answers.levels import Details, Served, served_to
from scoring.answers.own import own_details, own_path
from scoring.answers.products import (
    BOX,
    CARROT_CAKE,
    CHAIR,
    JEANS,
    MANGO,
    POLO,
    PYJAMAS,
    STEEL,
    TSHIRT,
)
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, SECTORS, TEXTILE, VELI
from scoring.answers.textile.composites import (
    TEXTILE_GARMENT,
    TEXTILE_SET,
    garment_answer,
    set_answer,
)
from scoring.answers.textile.decisions import differences_answer, estimate_answer, levers_answer
from scoring.answers.textile.sector import summary
from scoring.answers.versions.answer import answer_of
from scoring.answers.versions.comparison import compare
from scoring.answers.versions.contents import changes_between, contents_of
from scoring.engine.aliases import in_current_ids
from scoring.engine.errors import InvalidData, InvalidQuery
from scoring.engine.method import Method, load_method
from scoring.engine.own import OWN_COLUMNS, read_own
from tests.answers.doubtful import Of, asked
from tests.answers.mistyped import mistyped
from tests.answers.served import aggregated, official
from tests.answers.shown import shown
from tests.conformance.complete import JACKET

KEPT = Path(__file__).parent / "whole.json"
DATA = Path(__file__).parents[2] / "scoring" / "data"
ORIGIN = "https://exemple.test"
COMPOSITE = (TEXTILE_SET, TEXTILE_GARMENT)
OF_ONE_GARMENT = ("products.", "components.")
NEARLY = {
    "components": [
        {"quantity": 1, "custom": {"elements": [{"amount": 1, "material": f"{STEEL[:-1]}9"}]}}
    ]
}
# Former ids in the later version.
FORMER = TSHIRT | {"materials": [{"id": "ei-coton", "share": 0.6}, {"id": "ei-lin", "share": 0.4}]}
CARROTS = {"ingredients": [CARROT_CAKE["ingredients"][-1], MANGO["ingredients"][0]]}
MANY_TRIMS = TSHIRT | {"trims": 300 * [{"id": JACKET["trims"][0]["id"], "quantity": 1}]}
MANY_FLOWS = TSHIRT | {
    "trims": [
        {
            "id": JACKET["trims"][0]["id"],
            "quantity": 1,
            "custom": {"elements": 3000 * JACKET["trims"][1]["custom"]["elements"]},
        }
    ]
}
ODD_SET = PYJAMAS | {
    "products": [*PYJAMAS["products"], PYJAMAS["products"][1] | {"numberOfItem": 1, "mass": 0.06}]
}
ODD_GARMENT = POLO | {
    "price": 45,
    "components": [*POLO["components"], POLO["components"][1] | {"countryMaking": "FR"}],
}


class Methods(NamedTuple):
    """The regulatory version and a later one."""

    first: Method
    later: Method


def methods() -> Methods:
    """Load both."""
    return Methods(load_method(DATA / "v7.0.0"), load_method(DATA / "v8.1.0"))


def refused(call: Callable[..., Any], *arguments: Any) -> Any:
    """What a call returns, or why it is rejected, by field."""
    try:
        return call(*arguments)
    except InvalidQuery as refusal:
        return {"refused": dict(refusal.faults)}


def decided(
    answer: Callable[[Method, object, Served], Any], body: object, later: bool = False
) -> Callable[[Methods], Any]:
    """An answer that helps to decide, at the level that everyone is served."""

    def ask(found: Methods) -> Any:
        method = found.later if later else found.first
        return refused(answer, method, body, aggregated(method))

    return ask


def versions(sector: str, body: object, back: bool = False) -> Callable[[Methods], Any]:
    """A product in both versions."""

    def ask(found: Methods) -> Any:
        first, second = reversed(found) if back else found
        return refused(
            lambda: answer_of(compare(SECTORS[sector], first, second, body), ORIGIN),
        )

    return ask


def composite(body: Any) -> Callable[[Methods], Any]:
    """A set, or a garment in several parts, with its simplified forms; a link has its own tests."""

    def ask(found: Methods) -> Any:
        served = official(found.first)
        if "products" in body:
            return set_answer(compute(TEXTILE_SET, found.first, body, served), ORIGIN)
        computed = compute(TEXTILE_GARMENT, found.first, body, served)
        return garment_answer(computed, ORIGIN, compare="simplification" not in body)

    return lambda found: refused(ask, found)


def item(sector: str, body: object) -> Callable[[Methods], Any]:
    """One item of a batch, with its stages and its request."""
    return lambda found: item_of(
        compute(SECTORS[sector], found.first, body, official(found.first)), stages=True, echo=True
    )


def in_short(sector: str, body: object) -> Callable[[Methods], Any]:
    """One of a batch, with its scores alone."""
    return lambda found: item_of(
        compute(SECTORS[sector], found.first, body, official(found.first)), stages=False, echo=False
    )


def line_by_line(kind: Sector[Any, Any, Any], body: Any) -> Callable[[Methods], Any]:
    """The calculation of a product; that of a garment alone is in ``tests/conformance``."""

    def ask(found: Methods) -> Any:
        told = explained(compute(kind, found.first, body, aggregated(found.first)), "ecs")
        lines = told.pop("lines")
        return told | {
            "lines": [
                line
                for line in lines
                if not (kind in COMPOSITE and line["id"].startswith(OF_ONE_GARMENT))
                and ("simplification" not in body or line["id"].startswith("parts."))
            ]
        }

    return ask


def with_own_figures(found: Methods) -> Any:
    """What an operator's own figures give: some are missing, and one is far from the scores."""
    cotton = found.first.dataset.materials["ei-coton"].process
    with TemporaryDirectory() as place:
        write_own(Path(place), found.first, cotton.id)
        own = own_details(found.first, Path(place))
    served = served_to(found.first, Details(own=own))
    computed = compute(TEXTILE, found.first, JEANS, served)
    return summary(computed, ORIGIN)["meta"] | {"edition": None}


def with_faulty_figures(found: Methods) -> Any:
    """The messages about an operator's figures that cannot be read."""
    with TemporaryDirectory() as place:
        path = write_own(Path(place), found.first, "zzz")
        try:
            read_own(path, found.first.dataset)
        except InvalidData as error:
            return str(error)
    return None


def write_own(directory: Path, method: Method, process: str) -> Path:
    """Figures of one process, in the format of the operator's files."""
    path = own_path(directory, method.version)
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, OWN_COLUMNS, restval="")
        rows.writeheader()
        rows.writerow({"id": process, "source": "Essai", "accepted": "true", "cch": 5, "wtu": 2})
    return path


def listed(sector: str) -> Callable[[Methods], Any]:
    """The first and the last examples of a sector."""

    def ask(found: Methods) -> Any:
        known = examples_of(found.first, sector)
        return [len(known), *([one.example.name, one.query] for one in known[:1] + known[-1:])]

    return ask


def in_the_later(found: Methods) -> Any:
    """Requests of the program's own in the ids of the later version, and one of them back."""
    former = {"bodies": (JEANS, JACKET), "lists": [CARROT_CAKE, 3]}
    assert in_current_ids(former, found.first.dataset.aliases) is former
    current = in_current_ids(former, found.later.dataset.aliases)
    return [current, versions("textile", current["bodies"][0], back=True)(found)]


def of_the_first(ask: Of) -> Callable[[Methods], Any]:
    """What is asked of the regulatory version alone."""
    return lambda found: ask(found.first)


def contents(found: Methods) -> Any:
    """The number of records of each version, and how many differ."""
    textile, food = (
        found.first._replace(
            dataset=replace(
                found.first.dataset,
                manifest=replace(found.first.dataset.manifest, sectors=(sector,)),
            )
        )
        for sector in (TEXTILE.scope, FOOD.scope)
    )
    changes = changes_between(*found), changes_between(*found[::-1])
    return [repr(one) for one in (*map(contents_of, (found.first, textile, food)), *changes)]


ASKED: Mapping[str, Callable[[Methods], Any]] = {
    "levers of the t-shirt": decided(levers_answer, TSHIRT),
    "levers of the jeans, all": decided(levers_answer, JEANS | {"mode": "exploratory"}),
    # Two of its defaults cost as much.
    "levers of a bare t-shirt, all": decided(
        levers_answer,
        {
            "mass": 0.17,
            "product": "tshirt",
            "materials": [{"id": "ei-coton", "share": 1}],
            "mode": "exploratory",
        },
    ),
    "levers of the jacket": decided(levers_answer, JACKET | {"keep": ["price"]}),
    "levers of nothing to change": decided(
        levers_answer,
        TSHIRT
        | {
            "keep": [
                *(
                    "mass",
                    "numberOfReferences",
                    "price",
                    "business",
                    "airTransportRatio",
                    "materials",
                ),
                *("countrySpinning", "countryFabric", "countryDyeing", "countryMaking"),
            ]
        },
    ),
    "levers of a former id": decided(levers_answer, FORMER, later=True),
    "levers of no garment": decided(levers_answer, {"mode": "x", "keep": ["y"]}),
    "differences": decided(differences_answer, {"from": TSHIRT, "to": JEANS}),
    "differences, the other way": decided(differences_answer, {"from": JACKET, "to": TSHIRT}),
    "differences of former ids": decided(
        differences_answer, {"from": FORMER, "to": TSHIRT | {"keyThatIsNot": 1}}, later=True
    ),
    "differences of nothing": decided(differences_answer, {"from": {}, "to": {"mass": -1}}),
    "differences of a fibre that is not": decided(
        differences_answer,
        {"from": TSHIRT, "to": TSHIRT | {"materials": [{"id": "zzz", "share": 1}]}},
    ),
    "differences of no fibre": decided(
        differences_answer, {"from": TSHIRT | {"materials": [1]}, "to": TSHIRT}
    ),
    "differences of a long text": decided(
        differences_answer, {"from": TSHIRT | {"mass": "9" * 500}, "to": TSHIRT}
    ),
    "estimate of a category": decided(
        estimate_answer, {"product": "jean", "materials": JEANS["materials"]}
    ),
    "estimate of a label": decided(
        estimate_answer,
        TSHIRT | {"price": 20, "materials": [{"id": "ei-lin", "share": 1}], "countryMaking": "IN"},
    ),
    "estimate of a former id": decided(estimate_answer, FORMER, later=True),
    "estimate of nothing": decided(estimate_answer, {}),
    "t-shirt in both versions": versions("textile", TSHIRT),
    "jeans in both versions": versions("textile", JEANS | {"disabledSteps": ["use"]}),
    "t-shirt, back": versions("textile", TSHIRT, back=True),
    "recipe in both versions": versions("food", CARROT_CAKE),
    "carrots in both versions": versions("food", CARROTS),
    "mango in both versions": versions("food", MANGO),
    "chair in both versions": versions("object", CHAIR),
    "no object": versions("object", 3),
    "an object of no part": versions("object", {"components": [{"quantity": 1, "custom": 3}]}),
    "an object of a material nearly there": versions("object", NEARLY, back=True),
    "set": composite(PYJAMAS),
    "odd set": composite(ODD_SET),
    "garment in parts": composite(POLO),
    "odd garment in parts": composite(ODD_GARMENT),
    "garment in parts, simplified": composite(POLO | {"simplification": 2}),
    "t-shirt of a batch": item("textile", TSHIRT),
    "jacket of a batch": item("textile", JACKET),
    "dear t-shirt of a batch": item("textile", TSHIRT | {"price": 900}),
    **{
        f"{sector} of a batch, in short": in_short(sector, body)
        for sector, body in (
            ("textile", TSHIRT),
            ("food", CARROT_CAKE),
            ("object", CHAIR),
            ("veli", BOX),
        )
    },
    "recipe of a batch": item("food", CARROT_CAKE),
    "chair of a batch": item("object", CHAIR),
    "light vehicle of a batch": item("veli", BOX),
    **{
        f"examples of {sector.name}": listed(sector.name)
        for sector in (TEXTILE, FOOD, OBJECT, VELI)
    },
    "contents": contents,
    "own figures": with_own_figures,
    "faulty own figures": with_faulty_figures,
    "set, line by line": line_by_line(TEXTILE_SET, PYJAMAS),
    "garment in parts, line by line": line_by_line(TEXTILE_GARMENT, POLO),
    "garment simplified, line by line": line_by_line(TEXTILE_GARMENT, POLO | {"simplification": 1}),
    "garment simpler, line by line": line_by_line(TEXTILE_GARMENT, POLO | {"simplification": 2}),
    "recipe, line by line": line_by_line(FOOD, CARROT_CAKE),
    "mango, line by line": line_by_line(FOOD, MANGO),
    "frozen recipe, line by line": line_by_line(
        FOOD, CARROT_CAKE | {"distribution": "frozen", "preparation": ["freezing", "oven"]}
    ),
    "box, line by line": line_by_line(OBJECT, BOX),
    "levers of no object": decided(levers_answer, 3),
    "levers of many trims": decided(levers_answer, MANY_TRIMS),
    "estimate of many flows": decided(estimate_answer, MANY_FLOWS),
    "estimate of no object": decided(estimate_answer, [TSHIRT]),
    "differences of no object": decided(differences_answer, "from"),
    "differences of one side": decided(differences_answer, {"from": TSHIRT}),
    "differences of many flows": decided(differences_answer, {"from": TSHIRT, "to": MANY_FLOWS}),
    "in the ids of the later version": in_the_later,
    "objects of the later version, back": versions("object", CHAIR, back=True),
    "recipe of the later version, back": versions("food", CARROT_CAKE, back=True),
    "estimate of a fibre misspelt": decided(
        estimate_answer,
        FORMER | {"materials": [{"id": "Ei-Coton-organik", "share": 1}]},
        later=True,
    ),
    "estimate of a fibre like none": decided(
        estimate_answer, FORMER | {"materials": [{"id": "x" * 70, "share": 1}]}, later=True
    ),
    **{name: of_the_first(ask) for name, ask in (*asked(), *shown(), *mistyped())},
}


def text_of(answer: Any) -> str:
    """An answer as the file stores it: the order of the keys, every digit of every double."""
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    return text.replace(f'"engineVersion": "{__version__}"', '"engineVersion": ""')


def read() -> dict[str, Any]:
    """The answers of the file."""
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return kept


if __name__ == "__main__":
    both = methods()
    KEPT.write_text(text_of({name: ask(both) for name, ask in ASKED.items()}) + "\n", "utf-8")
