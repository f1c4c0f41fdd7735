"""The most expensive bodies for each route: up to the size limit, or to what a page renders."""

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.conf import settings

from scoring.engine.dataset import Dataset
from scoring.web.bounds import MOST_LINES

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
FIELDS = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
Items = Iterator[dict[str, Any]]


class Query(NamedTuple):
    """A request of a sector with one list of any length."""

    name: str
    sector: str
    field: str
    items: Callable[[], Items]
    body: Callable[[list[Any]], dict[str, Any]]

    def of(self, count: int) -> dict[str, Any]:
        """The request with so many items."""
        return self.body(list(itertools.islice(self.items(), count)))

    def filling(self, room: int) -> dict[str, Any]:
        """The request with as many items as fit into the limit."""
        room -= len(compact(self.body([])))
        items = []
        for item in self.items():
            room -= len(compact(item)) + 1
            if room < 0:
                break
            items.append(item)
        return self.body(items)


def compact(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


def queries(dataset: Dataset) -> list[Query]:
    """The lists of each sector that can be long."""
    materials = list(dataset.materials)
    trim = dataset.components_of("textile")[0].id
    ingredients = [one.id for one in dataset.ingredients.values() if one.visible]
    packaging = dataset.processes_of("food", "packaging")[0].id
    process = dataset.processes_of("object", "material")[0]
    transform = next(
        one.id
        for one in dataset.processes_of("object", "transformation")
        if one.unit == process.unit
    )
    element = {"amount": 1, "material": process.id}

    def garment(**lists: Any) -> dict[str, Any]:
        materials = [{"id": "ei-coton", "share": 1}]
        return {"mass": 0.17, "product": "tshirt", "materials": materials} | lists

    def recipe(**lists: Any) -> dict[str, Any]:
        return {"ingredients": [{"id": ingredients[0], "mass": 100}]} | lists

    def product(elements: list[Any]) -> dict[str, Any]:
        return {"components": [{"quantity": 1, "custom": {"elements": elements}}]}

    def turns(values: list[str], **rest: Any) -> Callable[[], Items]:
        return lambda: ({"id": value, **rest} for value in itertools.cycle(values))

    def same(item: Any) -> Callable[[], Iterator[Any]]:
        return lambda: itertools.repeat(item)

    own = {"quantity": 1, "custom": {"elements": [element]}}
    trims = {"id": trim, "quantity": 1}
    part = {"mass": 0.17, "materials": [{"id": "ei-coton", "share": 1}]}
    main = {"mainComponent": True, "countryMaking": "CN"}
    return [
        Query(
            "materials",
            "textile",
            "materials",
            turns(materials, share=0.01),
            lambda items: garment(materials=items),
        ),
        Query("trims", "textile", "trims", same(trims), lambda items: garment(trims=items)),
        Query(
            "own trims",
            "textile",
            "trims",
            same(trims | {"custom": own["custom"]}),
            lambda items: garment(trims=items),
        ),
        Query(
            "disabled",
            "textile",
            "disabledSteps",
            same("use"),
            lambda items: garment(disabledSteps=items),
        ),
        Query(
            "ingredients",
            "food",
            "ingredients",
            turns(ingredients, mass=10),
            lambda items: recipe(ingredients=items),
        ),
        Query(
            "packaging",
            "food",
            "packaging",
            same({"id": packaging, "mass": 10}),
            lambda items: recipe(packaging=items),
        ),
        Query(
            "items", "textile-set", "products", same(garment()), lambda items: {"products": items}
        ),
        Query(
            "parts",
            "textile-garment",
            "parts",
            lambda: itertools.chain([part | main], itertools.repeat(part)),
            lambda items: {"product": "tshirt", "components": items},
        ),
        Query("components", "object", "components", same(own), lambda items: {"components": items}),
        Query("elements", "object", "elements", same(element), product),
        Query(
            "transforms",
            "object",
            "transforms",
            same(transform),
            lambda items: product([element | {"transforms": items}]),
        ),
    ]


def forms(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Bodies of forms, each with its name."""
    room = LIMIT - 100
    found = queries(dataset)
    for query in found:
        large, longest = compact(query.filling(room)), compact(query.of(MOST_LINES[query.field]))
        for name, text in (("large", large), ("longest", longest)):
            yield f"{query.name}, {name}, link", form(query=text)
            yield f"{query.name}, {name}, reset", form(initial=text, action="reset")
        ten = [{"sector": query.sector, "query": query.of(MOST_LINES[query.field])}] * 10
        yield f"{query.name}, ten compared", form(simulations=compact(ten))
    many = [{"sector": "textile", "query": {}}] * 10_000
    yield "too many compared", form(simulations=compact(many)[:room])
    for name, lines in _lines(dataset):
        yield name, form(**dict(itertools.islice(lines, FIELDS - 5)))
        yield f"{name}, longest", form(**dict(itertools.islice(lines, 200)))
    for name in (
        "query",
        "initial",
        "simulations",
        "product",
        "name",
        "email",
        "login",
        "password",
    ):
        yield f"garbage in {name}", name.encode() + b"=" + b"%FF" * (room // 3)
        yield f"punctuation in {name}", name.encode() + b"=" + b"+:" * (room // 2)
        yield f"digits in {name}", name.encode() + b"=" + b"9" * room
        nested = b"[" * 1000 + b"]" * 1000
        yield f"nesting in {name}", name.encode() + b"=" + nested
    for action in ("delete-component:", "delete-element:0:", "delete-transform:0:0:"):
        yield f"{action} of many digits", form(action=action + "9" * (room - 40))
        yield f"{action} of many parts", form(action=action + ":" * (room - 40))
    yield "distinct keys", b"&".join(b"%d" % number for number in range(FIELDS))
    yield "too many keys", b"&".join(b"%d" % number for number in range(room // 6))
    yield "one key again", b"&".join([b"component-0-element-0-transform=x"] * FIELDS)
    yield "a long name", b"x" * room


def _lines(dataset: Dataset) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    count = itertools.count
    process = dataset.processes_of("object", "material")[0].id
    ingredient = next(one.id for one in dataset.ingredients.values() if one.visible)
    yield (
        "material lines",
        (
            pair
            for n in count()
            for pair in ((f"material-{n}-id", "ei-coton"), (f"material-{n}-share", "1"))
        ),
    )
    yield (
        "typed ingredient lines",
        (
            pair
            for n in count()
            for pair in ((f"ingredient-{n}-id", ""), (f"ingredient-{n}-typed", f"Rien {n}"))
        ),
    )
    yield (
        "ingredient lines",
        (
            pair
            for n in count()
            for pair in ((f"ingredient-{n}-id", ingredient), (f"ingredient-{n}-mass", "1"))
        ),
    )
    yield (
        "trim lines",
        (
            pair
            for n in count(-1)
            for pair in (
                (("trims", "1"), ("mass", "1"))
                if n < 0
                else ((f"trim-{n}-id", "x"), (f"trim-{n}-custom", '{"elements":[]}'))
            )
        ),
    )
    yield (
        "item lines",
        (
            pair
            for n in count()
            for pair in (
                (f"item-{n}-product", "tshirt"),
                (f"item-{n}-mass", "1"),
                (f"item-{n}-material-0-id", "ei-coton"),
            )
        ),
    )
    yield "component lines", ((f"component-{n}-id", "x") for n in count())
    yield (
        "element lines",
        (
            pair
            for n in count()
            for pair in (
                ("component-0-id", ""),
                ("component-0-own", "1"),
                (f"component-0-element-{n}-material", process),
            )
        ),
    )


def form(**fields: str) -> bytes:
    """A form with minimal encoding, so that as much as possible fits in."""
    escaped = {ord(character): f"%{ord(character):X}" for character in "%&+;"}
    parts = [f"{name}={text.translate(escaped)}" for name, text in fields.items()]
    return "&".join(parts).encode()


def documents(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Bodies of the API, each with its name."""
    for query in queries(dataset):
        yield query.name, compact(query.filling(LIMIT)).encode()
    for name, piece, end in (
        ("brackets", b"[", b""),
        ("objects", b'{"a":', b""),
        ("nesting", b'{"materials":' + b"[" * 1000, b"]" * 1000 + b"}"),
        ("empty objects", b'{"materials":[' + b"{}," * 34_000, b"{}]}"),
        ("digits", b'{"mass":' + b"9" * 102_000, b"}"),
        ("unknown ids", b'{"ingredients":[' + b'{"id":[]},' * 10_000, b'{"id":[]}]}'),
    ):
        body = piece * (LIMIT // len(piece)) if not end else piece + end
        yield name, body[:LIMIT]
