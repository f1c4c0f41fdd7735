"""The textile lists."""

from django.http import HttpRequest

from scoring.api.base import ApiView
from scoring.api.lists import CountryList, list_operation, named
from scoring.api.shapes import CountryItem, NamedItem

SCOPE = "textile"


class TextileCountries(CountryList):
    """Countries and regions of the textile sector."""

    scope = SCOPE
    operation = list_operation("textileCountries", SCOPE, "Pays et régions du textile", CountryItem)


class TextileMaterials(ApiView):
    """Fibres."""

    operation = list_operation("textileMaterials", SCOPE, "Matières")

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the materials that a garment can be made of."""
        return named(self.method_version.dataset.materials.values())


class TextileProducts(ApiView):
    """Categories of garments."""

    operation = list_operation("textileProducts", SCOPE, "Catégories de produits")

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the categories."""
        return named(self.method_version.dataset.products.values())


class TextileTrims(ApiView):
    """Trims."""

    operation = list_operation("textileTrims", SCOPE, "Accessoires")

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the trims that a garment can carry."""
        return named(self.method_version.dataset.components_of(SCOPE))
