"""Random garments, the same each time, with any fields stated or left out."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from scoring.engine.method import Method
from scoring.engine.vocabulary import textile as vocabulary


def garments(method: Method, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Valid requests of any category."""
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    for _ in range(count):
        yield garment(method, random)


def garment(method: Method, random: Random) -> dict[str, Any]:
    """A valid request."""
    dataset = method.dataset
    countries = [one.code for one in dataset.countries.values() if "textile" in one.scopes]
    fibres = random.sample(list(dataset.materials), random.randint(1, 4))
    parts = [random.randint(1, 9) for _ in fibres]
    body: dict[str, Any] = {
        "product": random.choice(list(dataset.products)),
        "mass": round(random.uniform(0.05, 1.5), 3),
        "materials": [
            {"id": fibre, "share": part / sum(parts)}
            | ({"country": random.choice(countries)} if random.random() < 0.4 else {})
            for fibre, part in zip(fibres, parts, strict=True)
        ],
    }
    choices: dict[str, Callable[[], Any]] = {
        "countrySpinning": lambda: random.choice(countries),
        "countryFabric": lambda: random.choice(countries),
        "countryDyeing": lambda: random.choice(countries),
        "countryMaking": lambda: random.choice(countries),
        "airTransportRatio": lambda: random.choice([0, 0.2, 1]),
        "business": lambda: random.choice(vocabulary.BUSINESSES),
        "numberOfReferences": lambda: int(10 ** random.uniform(0, 5.5)),
        "price": lambda: round(10 ** random.uniform(0.3, 2.5), 2),
        "physicalDurability": lambda: random.choice([0.67, 1, 1.2]),
        "printing": lambda: {
            "kind": random.choice(vocabulary.PRINTINGS),
            "ratio": random.choice([0.01, 0.2, 0.8]),
        },
        "fading": lambda: True,
        "upcycled": lambda: True,
        "trims": lambda: [
            {"id": one.id, "quantity": random.randint(1, 4)}
            for one in dataset.components_of("textile")[:2]
        ],
        "disabledSteps": lambda: random.sample(vocabulary.STEPS, 2),
        "yarnSize": lambda: random.randint(9, 200),
        "fabricProcess": lambda: random.choice(vocabulary.FABRICS),
        "surfaceMass": lambda: random.randint(80, 500),
        "dyeingProcessType": lambda: random.choice(vocabulary.DYEINGS),
        "makingComplexity": lambda: random.choice(vocabulary.COMPLEXITIES),
        "makingWaste": lambda: random.choice([0, 0.1, 0.4]),
        "makingDeadStock": lambda: random.choice([0, 0.3]),
    }
    rare = {"upcycled", "disabledSteps"}
    for name, value in choices.items():
        if random.random() < (0.1 if name in rare else 0.4):
            body[name] = value()
    return body
