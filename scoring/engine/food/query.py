"""A food request: the immutable, validated object that the calculation takes (food.md 1).

``parse`` turns a JSON object into a ``Query`` or reports everything that is wrong with it.
"""

from dataclasses import dataclass
from typing import Any

from scoring.engine import scopes
from scoring.engine.aliases import by_former_id
from scoring.engine.dataset import Dataset
from scoring.engine.decoding import DecodingError
from scoring.engine.errors import InvalidQuery
from scoring.engine.food.fields import QUERY
from scoring.engine.records import Country, Ingredient, Process
from scoring.engine.refusals import MASS_REFUSAL, country_refusal, process_refusal
from scoring.engine.vocabulary import food as vocabulary

SCOPE = scopes.FOOD
_KG_PER_GRAM = 0.001


@dataclass(frozen=True, slots=True)
class IngredientLine:
    """An ingredient and its raw mass in kg.

    ``country`` None means the ingredient's default origin, ``by_plane`` None its default transport
    mode.
    """

    ingredient: Ingredient
    mass: float
    country: Country | None = None
    by_plane: bool | None = None


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """A transform or a packaging, with its mass in kg."""

    process: Process
    mass: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The request with references resolved; masses in kg, None means "not given"."""

    ingredients: tuple[IngredientLine, ...]
    transform: ProcessLine | None = None
    packaging: tuple[ProcessLine, ...] = ()
    distribution: str | None = None
    preparation: tuple[str, ...] = ()


def parse(dataset: Dataset, body: object) -> Query:
    """Parse and validate a request.

    Raises ``InvalidQuery``: under ``decoding`` alone the first value of the wrong shape, else one
    message for each field that the data rejects, else under ``general`` a transport mode that an
    ingredient does not allow (api.md 7).

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> carrot = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225}
    >>> query = parse(method.dataset, {"ingredients": [carrot]})
    >>> query.ingredients[0].ingredient.name, query.ingredients[0].mass
    ('Carotte FR', 0.225)
    """
    try:
        decoded = QUERY.decode(body)
    except DecodingError as error:
        raise InvalidQuery({"decoding": error.sentence()}) from None
    return _Resolution(dataset, decoded).query()


class _Refusal(Exception):
    """The first invalid element of a list; its text is the field's error message."""


class _Resolution:
    """The second stage: resolves ids against the data and collects one error per field."""

    def __init__(self, dataset: Dataset, decoded: dict[str, Any]) -> None:
        self.dataset = dataset
        self.decoded = decoded

    def query(self) -> Query:
        decoded = self.decoded
        faults: dict[str, str] = {}
        ingredients: tuple[IngredientLine, ...] = ()
        transform: ProcessLine | None = None
        packaging: tuple[ProcessLine, ...] = ()
        try:
            ingredients = tuple([self.ingredient(item) for item in decoded["ingredients"]])
        except _Refusal as refusal:
            faults["ingredients"] = str(refusal)
        try:
            packaging = tuple([self.process(item) for item in decoded.get("packaging", ())])
        except _Refusal as refusal:
            faults["packaging"] = str(refusal)
        try:
            transform = self.process(decoded["transform"]) if "transform" in decoded else None
        except _Refusal as refusal:
            faults["transform"] = str(refusal)
        preparation = decoded.get("preparation", ())
        if len(preparation) > vocabulary.MAXIMUM_PREPARATIONS:
            faults["preparation"] = (
                "La liste 'preparation' doit contenir "
                f"{vocabulary.MAXIMUM_PREPARATIONS} élément(s) maximum."
            )
        if faults:
            raise InvalidQuery(faults)
        for line in ingredients:
            if line.by_plane and line.ingredient.default_origin != vocabulary.FROM_FAR_BY_PLANE:
                raise InvalidQuery(
                    {
                        "general": "Impossible de spécifier un acheminement par avion pour cet "
                        "ingrédient, son origine par défaut ne le permet pas."
                    }
                )
        return Query(
            ingredients=ingredients,
            transform=transform,
            packaging=packaging,
            distribution=decoded.get("distribution"),
            preparation=preparation,
        )

    def ingredient(self, item: dict[str, Any]) -> IngredientLine:
        country = None
        if "country" in item:
            country = self.country(item["country"])
        identifier = item["id"]
        ingredient = self.dataset.ingredients.get(identifier) or by_former_id(
            self.dataset.ingredients, self.dataset.aliases, "ingredients", identifier
        )
        if ingredient is None or not ingredient.visible:
            near = self.dataset.suggestion("ingredients", identifier)
            raise _Refusal(f"Ingrédient introuvable par id : {identifier}{near and '.'}{near}")
        choice = item.get("byPlane")
        by_plane = None if choice is None else choice == vocabulary.BY_PLANE
        return IngredientLine(ingredient, _mass(item), country, by_plane)

    def country(self, code: str) -> Country:
        country = self.dataset.countries.get(code)
        refusal = country_refusal(country, code, SCOPE)
        if country is None or refusal:
            raise _Refusal(refusal)
        return country

    def process(self, item: dict[str, Any]) -> ProcessLine:
        identifier = item["id"]
        process = self.dataset.processes.get(identifier) or by_former_id(
            self.dataset.processes, self.dataset.aliases, "processes", identifier
        )
        if process is None:
            near = self.dataset.suggestion("processes", identifier)
            raise _Refusal(f"{process_refusal(identifier)}{near and '.'}{near}")
        return ProcessLine(process, _mass(item))


def kilograms(mass: float) -> float:
    """Convert grams to kilograms with the reference's double.

    >>> kilograms(120)
    0.12
    """
    return _KG_PER_GRAM * mass


def _mass(item: dict[str, Any]) -> float:
    mass = kilograms(item["mass"])
    if not mass > 0:
        raise _Refusal(MASS_REFUSAL)
    return mass
