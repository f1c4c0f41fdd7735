"""The garments that the page opens with: the default one, and the published examples."""

from typing import Any

from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.web.examples import Known, examples_of
from scoring.web.textile.normal import normal

# What the page opens with: an ordinary T-shirt made in China (web.md 3.1).
DEFAULT = {
    "countryDyeing": "CN",
    "countryFabric": "CN",
    "countryMaking": "CN",
    "countrySpinning": "CN",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 1}],
    "product": "tshirt",
    "upcycled": False,
}


def normalise(method: Method, body: object) -> dict[str, Any]:
    """Read a request and give it back normalised."""
    return normal(parse(method.dataset, body))


def textile_examples(version: str) -> tuple[Known, ...]:
    """The examples of a method version, in their order."""
    return examples_of(version, "textile", normalise)
