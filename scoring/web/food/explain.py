"""The explanation of each part of a recipe, from the engine's own breakdown (food.md 3 to 8)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.food.journeys import FoodJourney
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.vocabulary import PREPARATIONS, RETAILS
from scoring.engine.impacts import Flow
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.web import figures
from scoring.web.explanations import Explanation, Row, flow_lines, n, row
from scoring.web.food import words
from scoring.web.labels import label
from scoring.web.weighing import Shown


class Explainer(NamedTuple):
    """Explains the parts of one recipe for the impact shown."""

    method: Method
    recipe: Recipe
    shown: Shown

    def ingredients(self) -> Explanation:
        """Raw masses, and the ecosystemic services that are taken off the score."""
        rows = [
            _kg(label(line.ingredient), "", line.mass) for line in self.recipe.query.ingredients
        ]
        rows.append(_kg(_("Masse achetée"), "", self.recipe.masses.raw))
        if not self.shown.is_score:
            return self._explanation(rows, self.recipe.ingredients)
        services = self.recipe.services
        added = [
            Row(name, "", self.shown.text(0 - points))
            for (code, name) in words.SERVICES.items()
            if (points := getattr(services, code))
        ]
        return self._explanation(rows, self.recipe.ingredients, added, 0 - services.bonus)

    def transform(self) -> Explanation:
        """The mass given, then what leaves the plant."""
        query, masses = self.recipe.query, self.recipe.masses
        rows = []
        if query.transform is not None:
            rows.append(_kg(_("Masse transformée, donnée"), "", query.transform.mass))
        return self._explanation(
            [*rows, *self._after_the_plant(masses.cooked_at_plant)], self.recipe.transform
        )

    def packaging(self) -> Explanation:
        """Masses of the packagings."""
        rows = [_kg(label(line.process), "", line.mass) for line in self.recipe.query.packaging]
        masses = self.recipe.masses
        rows.append(
            _kg(
                _("Masse emballée"),
                f"{n(masses.transformed)} + {n(masses.packaging)}",
                masses.total,
            )
        )
        return self._explanation(rows, self.recipe.packaging)

    def distribution(self) -> Explanation:
        """The volume in the shop and what it draws."""
        recipe = self.recipe
        code, volume = recipe.query.distribution, recipe.volume_m3
        if code is None or volume is None:
            return self._explanation([], recipe.retail)
        retail = RETAILS[code]
        lines = recipe.query.ingredients
        alone = len(lines) == 1 and recipe.query.transform is None
        density = lines[0].ingredient.density if alone else 1.0
        rows = [
            row(
                _("Densité de l'ingrédient, vendu seul")
                if alone
                else _("Densité d'un produit composé"),
                "",
                density,
                "kg/L",
            ),
            row(
                _("Volume en magasin"),
                f"{n(recipe.masses.transformed)} ÷ ({n(density)} × {n(1000)})",
                volume,
                "m³",
            ),
            row(
                _("Électricité"),
                f"{n(volume)} × ({n(retail.energy_kwh)} + {n(retail.cooling_kwh)})",
                volume * (retail.energy_kwh + retail.cooling_kwh),
                "kWh",
            ),
            row(_("Eau"), f"{n(volume)} × {n(retail.water_l)}", volume * retail.water_l, "L"),
        ]
        return self._explanation(rows, recipe.retail)

    def use(self) -> Explanation:
        """Energies of the preparations, on what left the plant."""
        masses = self.recipe.masses
        rows = []
        for code in self.recipe.query.preparation:
            rows += self._preparation(code, masses.transformed)
        if masses.cooked_at_home and not masses.cooked_at_plant:
            formula = " + ".join(
                f"{n(line.mass)} × {n(line.ingredient.raw_to_cooked_ratio)}"
                for line in self.recipe.query.ingredients
            )
            rows.append(
                _kg(_("Masse préparée, rapport cru/cuit appliqué"), formula, masses.prepared)
            )
        else:
            rows.append(_kg(_("Masse préparée"), "", masses.prepared))
        return self._explanation(rows, self.recipe.preparation)

    def to_the_plant(self) -> Explanation:
        """Kilometres are plain sums; each ingredient is carried with its own raw mass."""
        return self._journey(
            self.recipe.ingredients_journey,
            [_kg(_("Masse transportée"), "", self.recipe.masses.raw)],
        )

    def to_the_shop(self) -> Explanation:
        """Everything, packaging included."""
        return self._journey(
            self.recipe.distribution_journey,
            [_kg(_("Masse transportée"), "", self.recipe.masses.total)],
        )

    def _journey(self, journey: FoodJourney, rows: list[Row]) -> Explanation:
        distances = [
            row(name, "", km, "km")
            for code, name in words.MODES.items()
            if (km := getattr(journey, code))
        ]
        return self._explanation([*rows, *distances], journey.flows)

    def _after_the_plant(self, cooked: bool) -> list[Row]:
        rows = []
        for line in self.recipe.query.ingredients:
            ingredient = line.ingredient
            formula = f"{n(line.mass)} × (1 − {n(ingredient.inedible_part)})"
            mass = line.mass * (1 - ingredient.inedible_part)
            if cooked:
                formula += f" × {n(ingredient.raw_to_cooked_ratio)}"
                mass *= ingredient.raw_to_cooked_ratio
            rows.append(_kg(label(ingredient), formula, mass))
        name = _("Masse après transformation, cuite") if cooked else _("Masse après transformation")
        rows.append(_kg(name, "", self.recipe.masses.transformed))
        return rows

    def _preparation(self, code: str, mass: float) -> list[Row]:
        preparation = PREPARATIONS[code]
        name = words.PREPARATIONS[code]
        rows = []
        for energy, amount, share, unit in (
            (_("électricité"), preparation.elec_kwh, preparation.elec_share, "kWh"),
            (_("gaz"), preparation.heat_mj, preparation.heat_share, "MJ"),
        ):
            if amount:
                formula = f"{n(mass)} × {n(amount)} × {figures.percentage(share)}"
                rows.append(row(f"{name}, {energy}", formula, mass * amount * share, unit))
        return rows

    def _explanation(
        self,
        rows: list[Row],
        flows: Sequence[Flow],
        added: Sequence[Row] = (),
        points: float = 0.0,
    ) -> Explanation:
        shown = self.shown
        weighed = shown.of_flows(flows)
        drawn = [(process, amount) for process, amount in flows if amount]
        total = None if weighed is None else weighed + points
        return Explanation(
            rows,
            flow_lines(self._processes, shown, drawn),
            shown.text(weighed),
            list(added),
            shown.text(total),
        )

    @property
    def _processes(self) -> list[Process]:
        return list(self.method.dataset.processes.values())


def _kg(name: object, formula: str, mass: float) -> Row:
    return row(name, formula, mass, "kg")
