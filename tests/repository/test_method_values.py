"""The known garments, recipes, trims and distances that docs/method shows are the engine's."""

import re
from typing import Any

import ecobalyse
from scoring.engine.components import assemble
from scoring.engine.food.query import parse
from scoring.engine.food.recipe import Recipe, simulate
from scoring.engine.food.results import compute_results
from scoring.engine.method import Method
from tests.repository.test_method_figures import METHOD, printed, rows

FOOD = (METHOD / "food.md").read_text(encoding="utf-8")
OBJECT = (METHOD / "object.md").read_text(encoding="utf-8")
TEXTILE = (METHOD / "textile.md").read_text(encoding="utf-8")
_CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
_MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
# Travels without cooling, and by plane unless the request says otherwise.
_COCOA = "3d7f808b-77c5-4207-968d-feea6dfd9496"
_FLOUR = "db791ac8-02b9-41b0-bc2b-2913e745bd19"
_COOKING = "83b897cf-9ed2-5604-83b4-67fab8606d35"
_CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
_FIELD_KM, _ABROAD_KM = 160, 500


def _simulate(method: Method, body: dict[str, Any]) -> Recipe:
    return simulate(method.food, parse(method.dataset, body))


def _kilometres(method: Method, **ingredient: Any) -> tuple[float, float, float]:
    recipe = _simulate(method, {"ingredients": [{"mass": 100} | ingredient]})
    journey = recipe.ingredients_journey
    return journey.road, journey.sea, journey.air


def test_the_countries_have_the_distances_shown(method: Method) -> None:
    lines = [line for line in rows(FOOD) if "by plane: air" in line]
    countries = [code for code, one in method.dataset.countries.items() if "food" in one.scopes]
    assert sorted(line["country"] for line in lines) == sorted(countries)
    for line in lines:
        code = line["country"]
        distance = method.dataset.distances[code, "FR"]
        assert line["R"].replace("-", "0") == f"{distance.road_km or 0:g}", line
        assert line["S"].replace("-", "0") == f"{distance.sea_km or 0:g}", line
        added = _FIELD_KM + (_ABROAD_KM if code != "FR" else 0)
        road, sea, air = _kilometres(method, id=_COCOA, country=code, byPlane="noPlane")
        assert [f"{km:g}" for km in (road - added, sea)] == [line["road"], line["sea"]], line
        assert air == 0
        flown = _kilometres(method, id=_COCOA, country=code)
        assert [f"{km:g}" for km in flown] == [f"{added}", "0", line["by plane: air"]], line
        assert f"{(road - added) / (distance.road_km or 1):g}" == line["q"], line


def test_the_default_origins_have_the_distances_shown(method: Method) -> None:
    lines = {line["default origin"]: line for line in rows(FOOD) if line.keys() >= {"sea", "air"}}
    compared = set()
    for ingredient in method.dataset.ingredients.values():
        origin = ingredient.default_origin
        if ingredient.transport_cooling != "none" or not ingredient.visible:
            continue
        added = _FIELD_KM + (_ABROAD_KM if origin != "France" else 0)
        asked: dict[str, dict[str, Any]] = {origin: {}}
        if origin.endswith("ByPlane"):
            asked = {f"{origin}, by plane": {}, f"{origin}, not by plane": {"byPlane": "noPlane"}}
        for name, choice in asked.items():
            if name in compared:
                continue
            road, sea, air = _kilometres(method, id=ingredient.id, **choice)
            shown = [lines[name][mode] for mode in ("road", "sea", "air")]
            assert [f"{km:g}" for km in (road - added, sea, air)] == shown, name
            compared.add(name)
    assert compared == {name for name in lines if name}


def _recipes_of_section_11() -> list[dict[str, Any]]:
    """The recipes of food.md 11, in the order of its table."""

    def alone(ingredient: str, mass: float, **more: Any) -> dict[str, Any]:
        return {"id": ingredient, "mass": mass} | more

    quiche = {
        "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69": 120,
        "38788025-a65e-4edf-a92f-aab0b89b0d61": 140,
        "8f3863e7-f981-4367-90a2-e1aaa096a6e0": 60,
        _CARROT: 225,
    }
    pizza = {
        "a2e25aca-1f42-4bc8-bc0e-4d7c751775aa": 97,
        "6523c72b-2c28-474d-9bf8-45e018bbd0be": 89,
        "faa513ae-9c32-4e6c-874e-58c13309339e": 70,
        "755225f1-f0c5-497f-b8a9-263828a84a22": 16,
        "8f075c25-9ebf-430c-b41d-51d165c6e0d8": 5,
        "5d22559d-c16d-4545-94b9-be2ff51e2879": 31,
        "96b301d9-d21b-4cea-8903-bd7917e95a30": 16,
        "47b15759-416e-4c86-9127-4c75a55b7b8f": 1,
        "36b3ffec-51e7-4e26-b1b5-7d52554e0aa6": 22,
    }
    lamb = "e07f7703-c4f7-479e-a8ac-bb73d3f08c78"
    paper = "759e14f8-923e-56c5-a373-8edadc741ec8"
    return [
        {"ingredients": [alone(_MANGO, 120)], "distribution": "ambient"},
        {"ingredients": [alone(_MANGO, 120, byPlane="noPlane")]},
        {"ingredients": [alone(_MANGO, 120, country="BR")], "distribution": "ambient"},
        {
            "ingredients": [alone(_MANGO, 120, country="BR", byPlane="noPlane")],
            "distribution": "ambient",
        },
        {
            "ingredients": [alone(*one) for one in quiche.items()],
            "transform": alone(_COOKING, 545),
            "packaging": [alone(_CARDBOARD, 105)],
            "distribution": "ambient",
            "preparation": ["refrigeration"],
        },
        {
            "ingredients": [alone(*one) for one in pizza.items()],
            "transform": alone(_COOKING, 363),
            "packaging": [alone(_CARDBOARD, 100)],
            "distribution": "frozen",
            "preparation": ["freezing", "oven"],
        },
        {
            "ingredients": [alone(_FLOUR, 1000, country="FR")],
            "packaging": [alone(paper, 20)],
            "distribution": "ambient",
        },
        {"ingredients": [alone(_FLOUR, 1000)]},
        {
            "ingredients": [alone(lamb, 250)],
            "distribution": "fresh",
            "preparation": ["pan-cooking"],
        },
        {"ingredients": [alone(_CARROT, 268, country="ES")], "distribution": "fresh"},
    ]


def test_the_known_recipes_have_the_figures_shown(method: Method) -> None:
    lines = [line for line in rows(FOOD) if "preparedMass" in line]
    for line, body in zip(lines, _recipes_of_section_11(), strict=True):
        recipe = _simulate(method, body)
        results = compute_results(recipe, method.scores)
        found = {
            "ecs": results.total[0],
            "pef": results.total[1],
            "scoring.all": results.score,
            "totalMass": recipe.masses.total,
            "preparedMass": recipe.masses.prepared,
            "bonus": recipe.services.bonus,
        }
        for column, value in found.items():
            assert value is not None
            assert printed(value, line[column]), (line, column, value)


def test_the_published_recipes_have_the_scores_shown(method: Method) -> None:
    paragraph = FOOD.partition("The example recipes of the reference")[2].partition("\n\n")[0]
    shown = re.findall(r"\d+(?:\.\d+)?", paragraph)
    assert len(shown) == 12
    found = [
        compute_results(_simulate(method, dict(example.query)), method.scores).total[0]
        for example in method.dataset.examples
        if example.scope == "food"
    ]
    for score in shown:
        assert any(printed(value, score) for value in found), score


def test_the_trims_have_the_figures_shown(method: Method) -> None:
    lines = [line for line in rows(OBJECT) if "mass kg" in line]
    trims = {one.id: one for one in method.dataset.components_of("textile") if one.elements}
    assert {line["id"].strip("`") for line in lines} == set(trims)
    for line in lines:
        trim = trims[line["id"].strip("`")]
        assembly = assemble(trim.elements, method.dataset.roles)
        ecs, pef = method.scores.weigh(assembly.flows)
        assert trim.name == line["trim"]
        assert printed(assembly.mass_kg, line["mass kg"]), line
        assert (printed(ecs, line["ecs"]), printed(pef, line["pef"])) == (True, True), line


_COTTON = [{"id": "ei-coton", "share": 1}]
_THROUGH_ASIA = {"countryFabric": "CN", "countryDyeing": "IN", "countryMaking": "MM"}
_PORTAL_TSHIRT = {"product": "tshirt", "materials": [_COTTON[0] | {"country": "FR"}]}
_PORTAL_TSHIRT |= _THROUGH_ASIA
_PORTAL_PULL = {
    "product": "pull",
    "mass": 0.55,
    "materials": [
        {"id": "ei-viscose", "share": 0.9, "country": "CN"},
        {"id": "ei-jute-kenaf", "share": 0.1},
    ],
    **dict.fromkeys(("countrySpinning", "countryFabric", "countryDyeing", "countryMaking"), "CN"),
    "printing": {"kind": "pigment", "ratio": 0.2},
    "airTransportRatio": 0.75,
    "numberOfReferences": 9000,
    "price": 100,
    "business": "large-business-without-services",
    "trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}],
}
_PORTAL_TROUSERS = {
    "product": "pantalon",
    "mass": 0.5,
    "materials": [{"id": "ei-pet", "share": 1, "country": "CN"}],
} | _THROUGH_ASIA


def _lines(section: str) -> list[dict[str, str]]:
    return list(rows(TEXTILE.partition(f"### {section} ")[2].partition("\n### ")[0]))


def test_the_garments_of_the_portal_have_the_scores_shown() -> None:
    """Bit for bit (textile.md 15.1)."""
    bodies = [
        ecobalyse.textile(_PORTAL_TSHIRT | {"mass": 0.17}),
        ecobalyse.textile(_PORTAL_PULL),
        ecobalyse.textile_set(
            {
                "price": 50,
                "numberOfReferences": 1000,
                "products": [_PORTAL_TSHIRT | {"mass": 0.2, "numberOfItem": 2}, _PORTAL_TROUSERS],
            }
        ),
    ]
    for line, answer in zip(_lines("15.1"), bodies, strict=True):
        assert answer["impacts"]["ecs"] == float(line["`ecs`"].partition(" ")[0]), line
    rounded = re.findall(r"mass (0\.\d+) → (\d+)", TEXTILE)
    assert len(rounded) == 2
    for mass, score in rounded:
        ecs = ecobalyse.textile(_PORTAL_TSHIRT | {"mass": float(mass)})["impacts"]["ecs"]
        assert round(ecs) == int(score)


def test_the_garments_of_the_public_service_have_the_scores_shown() -> None:
    """The service shows them rounded (textile.md 15.2)."""
    garment = {"product": "tshirt", "mass": 0.17, "materials": _COTTON, "countryMaking": "BD"}
    small = {"business": "small-business", "numberOfReferences": 500, "price": 35}
    for line, body in zip(_lines("15.2"), (garment, garment | small), strict=True):
        ecs = ecobalyse.textile(body)["impacts"]["ecs"]
        assert printed(ecs, line["this method"].partition(" ")[0])
        assert round(ecs) == int(line["`ecs`"])


def _partial_values() -> list[list[float]]:
    """What textile.md 15.3 shows, in the order of its table."""

    def stage(body: dict[str, Any], number: int) -> Any:
        return ecobalyse.textile(body, detailed=True)["lifeCycle"][number]

    def complements(body: dict[str, Any]) -> list[float]:
        answer = ecobalyse.textile(body, detailed=True)
        points, durability = answer["complementsImpacts"], answer["durability"]
        return [points[name] * durability for name in ("microfibers", "outOfEuropeEOL")]

    tshirt = {"product": "tshirt", "mass": 0.15, "materials": _COTTON}
    bare = tshirt | {"trims": []}
    skirt = {"product": "jupe", "mass": 0.3, "materials": [{"id": "ei-viscose", "share": 1}]}
    printing = {"kind": "pigment", "ratio": 0.8}
    known = {"countryDyeing": "IN", "printing": printing}
    lines = ecobalyse.explain(bare | known, "ecs")["lines"]
    releases = [
        line["value"]
        for line in lines
        if line["id"].startswith("impact.ennobling.flow")
        and any(".release." in str(entry["key"]) for entry in line["inputs"])
    ]
    durable = ecobalyse.textile(tshirt | {"numberOfReferences": 10, "price": 100}, detailed=True)
    half = [{"id": "ei-coton", "share": 0.5}, {"id": "ei-pet", "share": 0.5}]
    return [
        [stage(bare, 3)["preTreatments"]["impacts"]["ecs"]],
        [stage(skirt, 3)["impacts"]["ecs"]],
        [sum(releases)],
        [durable["durability"]],
        complements(tshirt | {"mass": 0.17}),
        complements(tshirt | {"mass": 0.17, "materials": half}),
    ]


def test_the_partial_values_are_those_shown() -> None:
    for line, values in zip(_lines("15.3"), _partial_values(), strict=True):
        shown = line["expected"] if line["this method"] == "same" else line["this method"]
        figures = re.findall(r"\d+(?:\.\d+)?", shown)
        assert len(figures) == len(values), line
        assert all(map(printed, values, figures)), (line, values)
