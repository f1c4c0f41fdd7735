"""The rows of the recipe builder that repeat: ingredients and packagings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.food import effects_of
from scoring.answers.typed_numbers import GRAMS
from scoring.engine.food import vocabulary
from scoring.engine.food.complements import services_of
from scoring.engine.food.query import SCOPE, IngredientLine
from scoring.engine.food.recipe import Recipe
from scoring.engine.method import Method
from scoring.engine.records import Ingredient
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.explorer.words import DEFAULT_ORIGINS
from scoring.web.food import words
from scoring.web.food.form import Form, flies
from scoring.web.forms import Line
from scoring.web.labels import label
from scoring.web.weighing import Shown


class Row(NamedTuple):
    """A row: its controls, its impact, and for an ingredient its complements as effects.

    ``sheet`` is the path of its page in the explorer of the sector, "" for none.
    """

    id: str
    name: str
    controls: Sequence[Control]
    delete: str
    sheet: str = ""
    impact: str = ""
    note: str = ""


def ingredient_rows(
    method: Method,
    form: Form,
    errors: Mapping[str, str],
    recipe: Recipe | None,
    shown: Shown | None,
) -> list[Row]:
    """The rows of the recipe."""
    countries = [
        Option(country.code, label(country))
        for country in method.dataset.countries.values()
        if SCOPE in country.scopes
    ]
    rows = []
    for position, line in enumerate(form.ingredients):
        ingredient = method.dataset.ingredients.get(line.id)
        name = label(ingredient) if ingredient else line.id
        prefix = f"ingredient-{position}"
        search = Control(
            f"{prefix}-id",
            words.FIELDS["ingredient"],
            "search",
            line.id,
            [Option(line.id, name)],
            dialog="ingredients",
            error=_error(errors, f"{prefix}-id", "ingredients", position),
        )
        controls = [search, mass_control(f"{prefix}-mass", line.get("mass"), errors)]
        if ingredient:
            controls += _origin(prefix, ingredient, line, countries)
        sheet = f"ingredients/{line.id}/" if ingredient and ingredient.visible else ""
        row = Row(prefix, name, controls, f"delete-ingredient:{position}", sheet)
        if recipe and shown:
            row = row._replace(
                impact=shown.text(shown.of_flows([recipe.ingredients[position]])),
                note=_services(recipe.query.ingredients[position]) if shown.is_score else "",
            )
        rows.append(row)
    return rows


def packaging_rows(
    method: Method,
    form: Form,
    errors: Mapping[str, str],
    recipe: Recipe | None,
    shown: Shown | None,
) -> list[Row]:
    """The rows of packaging."""
    rows = []
    for position, line in enumerate(form.packaging):
        process = method.dataset.processes.get(line.id)
        prefix = f"packaging-{position}"
        select = Control(
            f"{prefix}-id",
            words.FIELDS["packaging"],
            "select",
            line.id,
            process_options(method, "packaging", line.id),
            error=_error(errors, f"{prefix}-id", "packaging", position),
        )
        controls = [select, mass_control(f"{prefix}-mass", line.get("mass"), errors)]
        name = label(process) if process else line.id
        sheet = f"procedes/{line.id}/" if process and SCOPE in process.scopes else ""
        row = Row(prefix, name, controls, f"delete-packaging:{position}", sheet)
        if recipe and shown:
            impact = shown.text(shown.of_flows([recipe.packaging[position]]))
            row = row._replace(impact=impact)
        rows.append(row)
    return rows


def process_options(method: Method, category: str, chosen: str) -> list[Option]:
    """The processes of a category; a link may hold any other, which is kept."""
    processes = method.dataset.processes_of(SCOPE, category)
    options = [Option(process.id, label(process)) for process in processes]
    other = method.dataset.processes.get(chosen)
    if other and other not in processes:
        options.append(Option(other.id, label(other)))
    return options


def mass_control(name: str, value: str, errors: Mapping[str, str]) -> Control:
    """A mass in grams."""
    return Control(
        name,
        words.FIELDS["mass"],
        "number",
        value,
        unit="g",
        reads=GRAMS,
        error=errors.get(name, ""),
    )


def _services(line: IngredientLine) -> str:
    effects = [
        f"{name} {figures.effect(points)}"
        for name, points in zip(
            words.SERVICES.values(), effects_of(services_of([line])).values(), strict=True
        )
        if points
    ]
    return ", ".join(effects)


def _origin(
    prefix: str, ingredient: Ingredient, line: Line, countries: Sequence[Option]
) -> list[Control]:
    default = _default(DEFAULT_ORIGINS[ingredient.default_origin])
    controls = [
        Control(
            f"{prefix}-country",
            words.FIELDS["country"],
            "select",
            line.get("country"),
            [default, *countries],
        )
    ]
    if flies(ingredient):
        ways = [Option(code, text) for code, text in words.PLANES.items()]
        controls.append(
            Control(
                f"{prefix}-plane",
                words.FIELDS["plane"],
                "select",
                line.get("plane"),
                [_default(words.PLANES[vocabulary.BY_PLANE]), *ways],
            )
        )
    return controls


def _default(value: object) -> Option:
    return Option("", _("Par défaut ({value})").format(value=value))


def _error(errors: Mapping[str, str], name: str, field: str, position: int) -> str:
    """The error of a row's control, or of its whole list on the first row."""
    return errors.get(name, "") or (errors.get(field, "") if position == 0 else "")
