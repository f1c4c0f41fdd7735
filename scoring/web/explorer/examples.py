"""Examples of a sector, with the score that the engine gives them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from scoring.engine.method import Method
from scoring.engine.records import Example
from scoring.web.explorer.columns import Column, Context, Dataset, Kind, Link, Text
from scoring.web.labels import label


class ExampleScore(NamedTuple):
    """Points of an example, and the mass in kg they are for."""

    points: float
    mass_kg: float

    @property
    def points_per_100_g(self) -> float | None:
        """Points for 100 g; an empty example has none."""
        return self.points / self.mass_kg / 10 if self.mass_kg else None


Score = Callable[[Context, Example], ExampleScore]


def examples(
    scope: str, introduction: Text, columns: Callable[[Method], tuple[Column, ...]]
) -> Dataset:
    """The examples of a scope."""

    def records(context: Context) -> Sequence[tuple[str, Example]]:
        found = context.method.dataset.examples
        return [(example.id, example) for example in found if example.scope == scope]

    return Dataset("exemples", gettext_lazy("Exemples"), introduction, columns, records, label)


def example_columns(simulator: str, score: Score) -> Callable[[Method], tuple[Column, ...]]:
    """Name, category, scores, and the way to the simulator whose address starts so."""

    def columns(method: Method) -> tuple[Column, ...]:
        return (
            Column("nom", pgettext_lazy("donnée", "Nom"), lambda _c, example: label(example)),
            Column("categorie", gettext_lazy("Catégorie"), lambda _c, e: label(e.category)),
            Column(
                "score",
                gettext_lazy("Coût environnemental"),
                lambda c, example: score(c, example).points,
                Kind.SCORE,
                "Pts",
            ),
            Column(
                "pour-100-g",
                gettext_lazy("Pour 100 g"),
                lambda c, example: score(c, example).points_per_100_g,
                Kind.SCORE,
                "Pts",
            ),
            Column(
                "charger",
                gettext_lazy("Simulateur"),
                lambda _c, e: Link(_("Charger"), f"{simulator}/exemples/{e.id}/"),
                Kind.ACTION,
            ),
        )

    return columns
