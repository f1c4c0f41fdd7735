"""The controls of the recipe builder (web.md 4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import GRAMS
from scoring.engine.food.query import SCOPE
from scoring.engine.method import Method
from scoring.engine.vocabulary import food as vocabulary
from scoring.web.controls import Control, Controls, Option, by_default, coded_options, options_of
from scoring.web.food.form import Form, flies
from scoring.web.forms import FormLine
from scoring.web.words import food as words
from scoring.web.words.data import DEFAULT_ORIGINS


class Fields(Controls):
    """Builds the controls of a form; cautions about masses are on the first row of a list."""

    def __init__(
        self, method: Method, form: Form, errors: Mapping[str, str], warnings: Mapping[str, str]
    ) -> None:
        super().__init__(errors, {})
        self.method = method
        self.form = form
        self.told = warnings
        countries = method.dataset.countries.values()
        self.countries = options_of((one for one in countries if SCOPE in one.scopes), "code")

    def ingredient(self, position: int, line: FormLine, name: str) -> list[Control]:
        """The controls of an ingredient: its name, its mass, and its transport."""
        row = f"ingredient-{position}"
        controls = [
            self._field(
                f"{row}-id",
                "ingredient",
                "search",
                line.id,
                options=[Option(line.id, name)],
                dialog="ingredients",
                error=self.error(f"{row}-id", "ingredients", position),
            ),
            self._mass(f"{row}-mass", line.get("mass"), "ingredients" if position == 0 else ""),
        ]
        ingredient = self.method.dataset.ingredients.get(line.id)
        if ingredient:
            default = by_default(DEFAULT_ORIGINS[ingredient.default_origin])
            countries = [default, *self.countries]
            country = line.get("country")
            controls.append(
                self._field(f"{row}-country", "country", "select", country, options=countries)
            )
        if flies(ingredient):
            default = by_default(words.PLANES[vocabulary.BY_PLANE])
            ways = [default, *coded_options(words.PLANES)]
            plane = line.get("plane")
            controls.append(self._field(f"{row}-plane", "plane", "select", plane, options=ways))
        return controls

    def packaging(self, position: int, line: FormLine) -> list[Control]:
        """A packaging and its mass."""
        row = f"packaging-{position}"
        return [
            self._field(
                f"{row}-id",
                "packaging",
                "select",
                line.id,
                options=self._processes("packaging", line.id),
                error=self.error(f"{row}-id", "packaging", position),
            ),
            self._mass(f"{row}-mass", line.get("mass"), "packaging" if position == 0 else ""),
        ]

    def transform(self) -> list[Control]:
        """The industrial process, and if there is one, its input mass."""
        chosen = self.form.transform
        options = self._processes("transformation", chosen)
        controls = [self._choice("transform", "transform", chosen, _("Aucune"), options)]
        if chosen:
            controls.append(self._mass("transform-mass", self.form.transform_mass, "transform"))
        return controls

    def distribution(self) -> list[Control]:
        """How the shop stores the food."""
        options, none = coded_options(words.DISTRIBUTIONS), _("Aucune distribution")
        chosen = self.form.distribution
        return [self._choice("distribution", "distribution", chosen, none, options)]

    def preparation(self) -> list[Control]:
        """The preparations at home; their error is on the first one."""
        options = coded_options(words.PREPARATIONS)
        given = [*self.form.preparation, "", ""][: vocabulary.MAXIMUM_PREPARATIONS]
        return [
            self._choice(
                f"preparation-{rank}",
                "preparation",
                code,
                _("Aucune"),
                options,
                label=f"{words.FIELDS['preparation']} {rank + 1}",
                error=self.error("", "preparation", rank),
            )
            for rank, code in enumerate(given)
        ]

    def _field(self, name: str, field: str, kind: str, value: str, **more: Any) -> Control:
        return self.control(name, more.pop("label", words.FIELDS[field]), kind, value, **more)

    def _choice(
        self, name: str, field: str, value: str, none: str, options: Sequence[Option], **more: Any
    ) -> Control:
        """A list whose first option is none."""
        listed = [Option("", none), *options]
        return self._field(name, field, "select", value, options=listed, **more)

    def _mass(self, name: str, value: str, told: str) -> Control:
        """A mass in grams."""
        warning = self.told.get(told, "")
        return self._field(name, "mass", "number", value, unit="g", reads=GRAMS, warning=warning)

    def _processes(self, category: str, chosen: str) -> list[Option]:
        """The processes of a category; any other process from a link is kept too."""
        processes = self.method.dataset.processes_of(SCOPE, category)
        other = self.method.dataset.processes.get(chosen)
        kept = [other] if other and other not in processes else []
        return options_of([*processes, *kept])
