"""The textile lists."""

from scoring.api.lists import CountryList, ListView, list_operation, named
from scoring.api.shapes import CountryItem, NamedItem
from scoring.engine.method import Method
from scoring.engine.textile.query import SCOPE


class TextileCountries(CountryList):
    """Countries and regions of the textile sector."""

    scope = SCOPE
    operation = list_operation("textileCountries", SCOPE, "Pays et régions du textile", CountryItem)


class TextileMaterials(ListView):
    """Fibres."""

    operation = list_operation("textileMaterials", SCOPE, "Matières")

    def items(self, method: Method) -> list[NamedItem]:
        """List the materials that a garment can be made of."""
        return named(method.dataset.materials.values())


class TextileProducts(ListView):
    """Categories of garments."""

    operation = list_operation("textileProducts", SCOPE, "Catégories de produits")

    def items(self, method: Method) -> list[NamedItem]:
        """List the categories."""
        return named(method.dataset.products.values())


class TextileTrims(ListView):
    """Trims."""

    operation = list_operation("textileTrims", SCOPE, "Accessoires")

    def items(self, method: Method) -> list[NamedItem]:
        """List the trims that a garment can have."""
        return named(method.dataset.components_of(SCOPE))
