"""The data sets of objects and of light vehicles (web.md 6)."""

from django.utils.translation import gettext_lazy

from scoring.answers import sectors
from scoring.engine.method import Method
from scoring.web.explorer.columns import Column, Sector, Text
from scoring.web.explorer.examples import examples
from scoring.web.explorer.shared import IMPACTS, NAME, components, processes


def _example_columns(method: Method) -> tuple[Column, ...]:
    return (NAME,)


def _sector(slug: str, scope: str, name: Text) -> Sector:
    return Sector(
        slug,
        scope,
        name,
        (
            examples(scope, gettext_lazy("Des produits types."), _example_columns),
            components(
                scope,
                "composants",
                gettext_lazy("Composants"),
                gettext_lazy("Les pièces toutes faites, leurs éléments, leur masse et leur score."),
            ),
            processes(scope),
            IMPACTS,
        ),
    )


OBJECT = _sector(sectors.OBJECT.pages, sectors.OBJECT.name, gettext_lazy("Objets"))
VELI = _sector(sectors.VELI.pages, sectors.VELI.name, gettext_lazy("Véhicules"))
