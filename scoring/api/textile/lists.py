"""The textile lists (api.md 5.4): bare arrays, in the order of the data."""

from typing import Any

from django.http import HttpRequest

from scoring.api.base import ApiView
from scoring.api.schema.operations import Operation
from scoring.api.shapes import CountryItem, NamedItem

SCOPE = "textile"


def _list(name: str, summary: str, item: Any) -> Operation:
    return Operation(name, SCOPE, summary, "Dans l'ordre des données.", list[item])


class TextileCountries(ApiView):
    """Countries and regions of the textile sector."""

    operation = _list("textileCountries", "Pays et régions du textile", CountryItem)

    def get(self, request: HttpRequest) -> list[CountryItem]:
        """List the codes that the country fields of a request take."""
        countries = self.method_version.dataset.countries.values()
        return [
            {"code": country.code, "name": country.name}
            for country in countries
            if SCOPE in country.scopes
        ]


class TextileMaterials(ApiView):
    """Fibres."""

    operation = _list("textileMaterials", "Matières", NamedItem)

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the materials that a garment can be made of."""
        materials = self.method_version.dataset.materials.values()
        return [{"id": material.id, "name": material.name} for material in materials]


class TextileProducts(ApiView):
    """Categories of garments."""

    operation = _list("textileProducts", "Catégories de produits", NamedItem)

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the categories."""
        products = self.method_version.dataset.products.values()
        return [{"id": product.id, "name": product.name} for product in products]


class TextileTrims(ApiView):
    """Trims."""

    operation = _list("textileTrims", "Accessoires", NamedItem)

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the trims that a garment can carry."""
        components = self.method_version.dataset.components.values()
        return [
            {"id": component.id, "name": component.name}
            for component in components
            if SCOPE in component.scopes
        ]
