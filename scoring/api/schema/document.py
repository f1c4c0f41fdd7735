"""The OpenAPI document of a method version (api.md 2)."""

import threading
from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.api import shapes
from scoring.api.routes import documented_patterns, documented_routes
from scoring.api.schema.fields import RequestSchemas
from scoring.api.schema.types import Components
from scoring.engine.dataset import Dataset
from scoring.methods import method_of

# Two threads that make their first one at once disturb each other in the generator.
_making = threading.Lock()
# In the order in which they are shown.
_SECTORS = {
    TEXTILE.name: "Vêtements",
    FOOD.name: "Recettes et produits alimentaires",
    OBJECT.name: "Objets en composants",
    VELI.name: "Véhicules légers en composants",
}
# Answers that repeat fields of a request, in the same words.
_ECHOES = {
    "TextileEcho": "TextileQuery",
    "EchoedMaterial": "TextileQuery_materials",
    "EchoedPrinting": "TextileQuery_printing",
    "Inputs": "TextileQuery",
    "InputMaterial": "TextileQuery_materials",
    "LifeCycleStep": "TextileQuery",
    "FoodEcho": "FoodQuery",
    "EchoedIngredient": "FoodQuery_ingredients",
    "EchoedProcess": "FoodQuery_packaging",
    "ComponentsEcho": "ObjectQuery",
    "EchoedItem": "ObjectQuery_components",
    "EchoedCustom": "ObjectQuery_components_custom",
}


def document_of(version: str) -> dict[str, Any]:
    """Describe every route, with the codes of that version's data."""
    with _making:
        return _made(version)


def forget_documents() -> None:
    """Write the documents anew, of the sectors that are now shown."""
    _made.cache_clear()


@cache
def _made(version: str) -> dict[str, Any]:
    dataset = method_of(version).dataset
    number = version.removeprefix("v")
    document: dict[str, Any] = SchemaGenerator(patterns=documented_patterns()).get_schema(
        request=None, public=True
    )
    document["version"] = number
    document["info"] = {
        "title": "API Ecobalyse",
        "version": number,
        "description": _introduction(version),
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    shown = {route.view.operation.tag for route in documented_routes()}
    regulatory = dataset.manifest.regulatory
    document["tags"] = [
        {
            "name": name,
            "description": f"{words} : méthode réglementaire."
            if name in regulatory
            else f"{words}.",
        }
        for name, words in _SECTORS.items()
        if name in shown
    ]
    for operations in document["paths"].values():
        for operation in operations.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    document["components"] = {
        "schemas": _schemas(dataset),
        "securitySchemes": {
            "token": {
                "type": "apiKey",
                "in": "header",
                "name": "token",
                "description": "Jeton d'API, facultatif : il donne accès aux impacts détaillés. "
                "L'en-tête « Authorization: Bearer » convient aussi.",
            }
        },
    }
    return document


def _schemas(dataset: Dataset) -> dict[str, Any]:
    answers = Components()
    schemas: dict[str, Any] = {}
    for route in documented_routes():
        operation = route.view.operation
        answers.schema(operation.answer)
        if operation.body is not None:
            name, record = operation.body
            requests = RequestSchemas(catalogues_of(dataset, operation.tag))
            requests.record(name, record)
            schemas |= requests.schemas
    for shape in (shapes.Error, shapes.VersionError, shapes.TooManyRequests):
        answers.schema(shape)
    for trigram, schema in answers.schemas["Impacts"]["properties"].items():
        definition = dataset.impacts[trigram]
        schema["description"] = f"{definition.label_fr}, en {definition.unit_fr}."
    for echo, request in _ECHOES.items():
        repeated = answers.schemas.get(echo, {}).get("properties", {})
        asked = schemas.get(request, {}).get("properties", {})
        for name, schema in repeated.items():
            said = asked.get(name, {})
            if "description" in said and "$ref" not in schema:
                schema.setdefault("description", said["description"])
    return dict(sorted((schemas | answers.schemas).items()))


def catalogues_of(dataset: Dataset, scope: str) -> dict[str, list[str]]:
    """The codes that the fields of a sector's requests take, by catalogue."""
    return {
        "countries": [
            country.code for country in dataset.countries.values() if scope in country.scopes
        ],
        "materials": list(dataset.materials),
        "products": list(dataset.products),
        "components": [component.id for component in dataset.components_of(scope)],
        "ingredients": [one.id for one in dataset.ingredients.values() if one.visible],
        "processes": list(dataset.processes),
    }


def _introduction(version: str) -> str:
    limit = settings.RATELIMIT_MAX_RPM
    quota = (
        f"Chaque adresse a droit à {limit} requêtes par minute."
        if limit
        else "Le nombre de requêtes n'est pas limité."
    )
    return (
        f"Coût environnemental français selon la méthode {version}, figée. Les parts et taux sont "
        "des nombres de 0 à 1. Les nombres des réponses sont donnés en double précision ; une "
        "valeur qui n'est pas un nombre fini, ou qui n'est pas connue, vaut null. Rien de ce qui "
        f"est soumis ou calculé n'est conservé. {quota} Les mêmes routes existent sous "
        f"/versions/{version}/api, pour cette version à jamais."
    )
