"""The OpenAPI document of a method version (api.md 2)."""

import threading
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator

from scoring.answers.marking import N_
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.api import shapes
from scoring.api.description.types import Components
from scoring.api.routes import Route, documented_patterns, documented_routes
from scoring.api.schema.examples import (
    answers_of,
    batch_refusals,
    common_refusals,
    forget_examples,
    refusals_of,
    remark_on,
    requests_of,
)
from scoring.api.schema.fields import RequestSchemas
from scoring.api.schema.headers import header_components, headers_of
from scoring.api.schema.versions import version_of
from scoring.engine.dataset import Dataset
from scoring.engine.manifest import FROZEN, Manifest
from scoring.engine.method import Method
from scoring.methods import method_of

# The generator is not thread-safe when two threads build their first document at once.
_making = threading.Lock()
# In display order.
_SECTORS = {
    TEXTILE.name: N_("Vêtements"),
    FOOD.name: N_("Recettes et produits alimentaires"),
    OBJECT.name: N_("Objets en composants"),
    VELI.name: N_("Véhicules légers en composants"),
}
# The list that gives the identifiers accepted in a record of a request.
_LISTS = {
    "TextileQuery_trims": "/api/textile/trims",
    "TextileQuery_trims_custom_elements": "/api/object/processes",
    "TextileSetQuery_products_trims": "/api/textile/trims",
    "TextileSetQuery_products_trims_custom_elements": "/api/object/processes",
    "TextileGarmentQuery_trims": "/api/textile/trims",
    "TextileGarmentQuery_trims_custom_elements": "/api/object/processes",
    "FoodQuery_ingredients": "/api/food/ingredients",
    "FoodQuery_transform": "/api/food/transforms",
    "FoodQuery_packaging": "/api/food/packagings",
    "ObjectQuery_components": "/api/object/components",
    "ObjectQuery_components_custom_elements": "/api/object/processes",
    "VeliQuery_components": f"/api/{VELI.name}/components",
    "VeliQuery_components_custom_elements": f"/api/{VELI.name}/processes",
}
_LANGUAGES = ("fr", "en")
# Responses that repeat fields of a request, with the same descriptions.
_ECHOES = {
    "TextileEcho": "TextileQuery",
    "TextileItemEcho": "TextileQuery",
    "TextileSetEcho": "TextileSetQuery",
    "TextilePartEcho": "TextileQuery",
    "TextileGarmentEcho": "TextileGarmentQuery",
    "EchoedMaterial": "TextileQuery_materials",
    "EchoedPrinting": "TextileQuery_printing",
    "EchoedPrintingOrNull": "TextileQuery_printing",
    "Inputs": "TextileQuery",
    "InputMaterial": "TextileQuery_materials",
    "LifeCycleStep": "TextileQuery",
    "FoodEcho": "FoodQuery",
    "EchoedIngredient": "FoodQuery_ingredients",
    "EchoedProcess": "FoodQuery_packaging",
    "ComponentsEcho": "ObjectQuery",
    "EchoedItem": "ObjectQuery_components_by_id",
    "EchoedCustom": "ObjectQuery_components_custom",
}


def document_of(version: str, language: str = "fr") -> dict[str, Any]:
    """Describe every route, with the codes of that version's data, in French or English."""
    with _making:
        return _document_of(version, language if language in _LANGUAGES else "fr")


@cache
def _document_of(version: str, language: str) -> dict[str, Any]:
    try:
        with override(language):
            return _document(method_of(version), language)
    finally:
        forget_examples()


def forget_documents() -> None:
    """Clear the cached documents, after a change of the settings."""
    _document_of.cache_clear()


def _document(method: Method, language: str) -> dict[str, Any]:
    number = method.version.removeprefix("v")
    sectors = method.sectors
    document: dict[str, Any] = SchemaGenerator(patterns=documented_patterns(sectors)).get_schema(
        request=None, public=True
    )
    document["x-method-version"] = number
    document["info"] = {
        "title": "API Ecobalyse",
        "version": number,
        "description": _introduction(method.dataset.manifest),
        "license": {"name": "MIT", "url": "https://spdx.org/licenses/MIT.html"},
    }
    shown = {route.view.operation.tag for route in documented_routes(sectors)}
    regulatory = method.dataset.manifest.regulatory
    document["tags"] = [
        {
            "name": name,
            "description": _("{sector} : méthode réglementaire.").format(sector=_(words))
            if name in regulatory
            else f"{_(words)}.",
        }
        for name, words in _SECTORS.items()
        if name in shown
    ]
    refusals = common_refusals()
    for route in documented_routes(sectors):
        address = "/api/" + route.address.replace("<", "{").replace(">", "}")
        (operation,) = document["paths"][address].values()
        _complete(operation, route, method, refusals)
    document["components"] = {
        "schemas": _schemas(method, language),
        "headers": header_components(),
        "securitySchemes": {
            "token": {
                "type": "apiKey",
                "in": "header",
                "name": "token",
                "description": _(
                    "Jeton d'API, facultatif : il donne accès aux impacts détaillés. L'en-tête "
                    "« Authorization: Bearer » convient aussi, et l'emporte."
                ),
            },
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": _("Le même jeton, dans l'en-tête « Authorization: Bearer »."),
            },
        },
    }
    return version_of(document, method)


def _complete(
    operation: dict[str, Any], route: Route, method: Method, refusals: dict[str, Any]
) -> None:
    """Add what the generator does not provide: headers and computed examples."""
    operation.setdefault("security", [])
    simulates = "requestBody" in operation
    described = route.view.operation
    if simulates:
        operation["requestBody"]["required"] = True
        requests = requests_of(route, method)
        ours = [title for title, _body in described.examples]
        if described.is_batch or [title for title, _body in requests] != ours:
            operation["requestBody"]["content"]["application/json"]["examples"] = {
                f"request{position}": {"summary": _(title), "value": body}
                for position, (title, body) in enumerate(requests, 1)
            }
        own = batch_refusals(route) if described.is_batch else {"400": refusals_of(route, method)}
        refusals = refusals | own
        if remark := remark_on(route, method):
            operation["description"] += f" {remark}"
    examples = refusals | {"200": answers_of(route, method)}
    for status, answer in operation["responses"].items():
        answer["headers"] = headers_of(
            status,
            simulates=simulates,
            gives_files=bool(described.file) or len(described.forms) > 1,
            waits=described.is_batch,
        )
        answer["content"]["application/json"]["examples"] = examples[status]


def _schemas(method: Method, language: str) -> dict[str, Any]:
    dataset = method.dataset
    answers = Components()
    schemas: dict[str, Any] = {}
    for route in documented_routes(method.sectors):
        operation = route.view.operation
        answers.schema(operation.answer)
        if operation.body is not None and not operation.is_batch:
            name, record = operation.body
            requests = RequestSchemas(catalogues_of(dataset, operation.tag), _LISTS)
            requests.record(name, record, example=requests_of(route, method)[0][1])
            schemas |= requests.schemas
    for route in documented_routes(method.sectors):
        if route.view.operation.is_batch:
            name, _record = route.view.operation.body
            schemas[route.view.operation.item] = _named(schemas[name])
    for shape in (shapes.Refusal, shapes.VersionError, shapes.TooManyRequests):
        answers.schema(shape)
    for trigram, schema in answers.schemas["Impacts"]["properties"].items():
        impact = dataset.impacts.get(trigram)
        if impact is None:
            continue
        label, unit = (
            (impact.label_en, impact.unit_en)
            if language == "en"
            else (impact.label_fr, impact.unit_fr)
        )
        schema["description"] = _("{impact}, en {unit}.").format(impact=label, unit=unit)
    for echo, request in _ECHOES.items():
        repeated = answers.schemas.get(echo, {}).get("properties", {})
        asked = schemas.get(request, {}).get("properties", {})
        for name, schema in repeated.items():
            said = asked.get(name, {})
            if "description" in said and "$ref" not in schema:
                schema.setdefault("description", said["description"])
    return dict(sorted((schemas | answers.schemas).items()))


def _named(request: dict[str, Any]) -> dict[str, Any]:
    """The schema of a request that may be accompanied by an id."""
    name = {
        "oneOf": [{"type": "string", "nullable": True}, {"type": "number"}],
        "description": _("Référence de l'élément, texte ou nombre, rendue avec sa réponse."),
        "example": "REF-1",
    }
    return request | {"properties": {"id": name} | request["properties"]}


def catalogues_of(dataset: Dataset, scope: str) -> dict[str, list[str]]:
    """The codes that the fields of a sector's requests accept, by catalogue."""
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


def _introduction(manifest: Manifest) -> str:
    limit = settings.RATELIMIT_MAX_RPM
    quota = (
        _("Chaque adresse a droit à {limit} requêtes par minute.").format(limit=limit)
        if limit
        else _("Le nombre de requêtes n'est pas limité.")
    )
    if manifest.status == FROZEN:
        method = _("Coût environnemental français selon la méthode {version}, figée.")
    else:
        method = _(
            "Coût environnemental français selon la méthode {version}, qui n'est pas celle des "
            "déclarations."
        )
    words = _(
        "Les parts et taux sont "
        "des nombres de 0 à 1. Les nombres des réponses sont donnés en double précision ; une "
        "valeur qui n'est pas un nombre fini, ou qui n'est pas connue, vaut null. Rien de ce qui "
        "est soumis ou calculé n'est conservé. {quota} Les mêmes routes existent sous "
        "/versions/{version}/api, pour cette version à jamais."
    )
    return f"{method} {words}".format(version=manifest.version, quota=quota)
