"""The controls of the textile form, each with its effective default (web.md 3.3 and 3.4)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import PERCENT
from scoring.engine.method import Method
from scoring.engine.numbers import notation
from scoring.engine.records import Material
from scoring.engine.textile.fields import DEFAULT_PRINTING_RATIO
from scoring.engine.textile.journeys import air_ratio_of
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import (
    default_spinning,
    usual_values,
)
from scoring.engine.textile.simulate import Simulation
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web import figures
from scoring.web.controls import Control, Controls, Option, by_default, coded_options, options_of
from scoring.web.forms import FormLine
from scoring.web.labels import label, labels
from scoring.web.textile.form import KINDS, Form
from scoring.web.textile.reading import LIMITS
from scoring.web.typed_numbers import shown_number
from scoring.web.words import textile as words

_PRINTED_SHARES = (0.01, 0.05, 0.2, 0.5, 0.8)


class NumberField(NamedTuple):
    """A number of the form; ``usual`` is the attribute that holds its default.

    ``step`` is the arrow key increment.
    """

    unit: str = ""
    usual: str = ""
    slider: bool = False
    step: str = "1"


class Coded(NamedTuple):
    """A list of codes, whose first option is the effective default."""

    codes: Mapping[str, Any]
    usual: str
    wide: bool = True


_NUMBERS: Mapping[str, NumberField] = {
    "mass": NumberField("kg", step="0.01"),
    "price": NumberField("€", "price"),
    "numberOfReferences": NumberField("", "number_of_references"),
    "physicalDurability": NumberField("", "physical_durability", slider=True, step="0.01"),
    "yarnSize": NumberField("Nm", "yarn_size", slider=True),
    "surfaceMass": NumberField("g/m²", "surface_mass", slider=True),
    "makingWaste": NumberField("%", "making_waste", slider=True),
    "makingDeadStock": NumberField("%", "making_dead_stock", slider=True),
}
_CODES: Mapping[str, Coded] = {
    "business": Coded(words.BUSINESSES, "business"),
    "fabricProcess": Coded(words.FABRICS, "fabric_process"),
    "dyeingProcessType": Coded(words.DYEINGS, "dyeing_process_type"),
    "makingComplexity": Coded(words.COMPLEXITIES, "making_complexity", wide=False),
}
_CHECKS = ("fading", "upcycled")
# Their defaults depend on the fabric, which may itself be invalid.
_OF_THE_FABRIC = ("makingWaste", "makingComplexity")


class Fields(Controls):
    """Builds the controls of a form; ``simulation`` is None if the form has an error.

    ``usual`` has the effective defaults: those of the category alone if there is an error, None for
    an unknown category.
    """

    def __init__(
        self,
        method: Method,
        form: Form,
        errors: Mapping[str, str],
        simulation: Simulation | None,
        warnings: Mapping[str, str],
    ) -> None:
        super().__init__(errors, warnings)
        self.method = method
        self.form = form
        self.simulation = simulation
        self.product = method.dataset.products.get(form.get("product"))
        query = None if simulation is None else simulation.query
        if query is None and self.product is not None:
            query = Query(mass=0.0, product=self.product, materials=())
        self.usual = None if query is None else usual_values(method.textile, query)
        countries = [
            country
            for country in method.dataset.countries.values()
            if "textile" in country.scopes and country.code != vocabulary.UNKNOWN_COUNTRY
        ]
        self.countries = options_of(countries, "code")

    def of_form(self, name: str, kind: str, **more: Any) -> Control:
        """A control of a field of the form."""
        return self.control(name, words.FIELDS[name], kind, self.form.get(name), **more)

    def named(self, *names: str) -> list[Control]:
        """The controls of these fields, in order."""
        controls = []
        for name in names:
            if name == "printing":
                controls += self.printing()
            elif name == "airTransportRatio":
                controls.append(self.air_ratio())
            elif name in _NUMBERS:
                controls.append(self.number(name))
            elif name in _CODES:
                controls.append(self.coded(name))
            elif name in _CHECKS:
                controls.append(self.of_form(name, "check"))
            else:
                controls.append(self.country(name))
        return controls

    def number(self, name: str) -> Control:
        """A number, with its effective default."""
        return self._number(name, _NUMBERS[name], self._usual(name, _NUMBERS[name].usual))

    def _number(
        self, name: str, number: NumberField, default: float | None, locked: str = ""
    ) -> Control:
        limits = LIMITS[name]
        held = text = ""
        if default is not None:
            held = shown_number(default, limits.kind)
            text = (
                figures.percentage(default)
                if limits.kind is PERCENT
                else figures.with_unit(figures.significant(default), number.unit)
            )
        return self.of_form(
            name,
            "slider" if number.slider else "number",
            unit=number.unit,
            minimum="" if limits.minimum is None else notation(limits.minimum),
            maximum="" if limits.maximum is None else notation(limits.maximum),
            step=number.step,
            default=text,
            default_value=held,
            reads=limits.kind,
            locked=locked,
        )

    def coded(self, name: str) -> Control:
        """A list of codes."""
        codes, usual, wide = _CODES[name]
        default = self._usual(name, usual)
        options = [by_default(codes[default] if default else ""), *coded_options(codes)]
        return self.of_form(name, "select", options=options, wide=wide)

    def country(self, name: str) -> Control:
        """The country of a step."""
        unknown = Option("", label(self.method.textile.unknown_country))
        return self.of_form(name, "select", options=[unknown, *self.countries])

    def _usual(self, name: str, attribute: str) -> Any:
        """The default value; None if unknown."""
        known = self.usual is not None and (self.simulation or name not in _OF_THE_FABRIC)
        return getattr(self.usual, attribute) if known and attribute else None

    def printing(self) -> list[Control]:
        """The kind of print, and if there is one, its share of the surface."""
        kinds = [Option("", _("Aucune")), *coded_options(words.PRINTINGS)]
        controls = [self.of_form("printing-kind", "select", options=kinds)]
        if self.form.get("printing-kind"):
            controls.append(self._printed_share())
        return controls

    def _printed_share(self) -> Control:
        name = "printing-ratio"
        shares = [
            Option(shown_number(ratio, PERCENT), figures.percentage(ratio))
            for ratio in _PRINTED_SHARES
        ]
        typed = self.form.get(name) or shown_number(DEFAULT_PRINTING_RATIO, PERCENT)
        if typed not in {option.value for option in shares}:
            # A link may contain any share, which is kept.
            shares.append(Option(typed, figures.with_unit(typed, "%")))
        return self.control(name, words.FIELDS[name], "select", typed, options=shares)

    def air_ratio(self) -> Control:
        """Share sent by plane; not asked if the garment is made in France."""
        name = "airTransportRatio"
        default, locked = None, ""
        if self.usual and self.simulation:
            country, durability = self.usual.country_making, self.simulation.durability
            default = air_ratio_of(self.usual.query, country, durability.coefficient)
        if self.form.get("countryMaking") == vocabulary.FRANCE and not self.form.get(name):
            locked = _("Confection en France : pas de transport aérien.")
        return self._number(name, NumberField("%", slider=True), default, locked)

    def share(self, position: int, line: FormLine) -> Control:
        """Share of a material."""
        return self.control(
            f"material-{position}-share",
            words.FIELDS["share"],
            "number",
            line.get("share"),
            unit="%",
            minimum="0",
            maximum="100",
            reads=KINDS["share"],
        )

    def quantity(self, position: int, line: FormLine) -> Control:
        """The quantity of a trim."""
        name = f"trim-{position}-quantity"
        return self.control(
            name,
            words.FIELDS["quantity"],
            "number",
            line.get("quantity"),
            reads=KINDS["quantity"],
            error=self.error(name, "trims", position),
        )

    def origin(self, position: int, line: FormLine, material: Material) -> Control:
        """Country of a material."""
        unknown = label(self.method.textile.unknown_country)
        options = [
            by_default(label(material.default_country)),
            Option(vocabulary.UNKNOWN_COUNTRY, unknown),
            *self.countries,
        ]
        name, text = f"material-{position}-country", words.FIELDS["country"]
        return self.control(name, text, "select", line.get("country"), options=options)

    def spinning(self, position: int, line: FormLine, material: Material) -> Control:
        """Spinning method of a material; synthetic fibres have only one."""
        code = default_spinning(material)
        synthetic = code == vocabulary.SYNTHETIC_SPINNING
        asked = line.get("spinning")
        options = [
            Option(known, words.SPINNINGS[known])
            for known in vocabulary.SPINNINGS
            if known != code
            and (known == asked or (not synthetic and known != vocabulary.SYNTHETIC_SPINNING))
        ]
        return self.control(
            f"material-{position}-spinning",
            f"{words.FIELDS['spinning']} ({label(material)})",
            "select",
            "" if asked == code else asked,
            options=[by_default(words.SPINNINGS[code]), *options],
            wide=True,
        )


def material_options(method: Method) -> list[Option]:
    """The fibres, grouped by origin."""
    materials = list(method.dataset.materials.values())
    return [
        Option(material.id, name, words.ORIGINS[material.origin])
        for material, name in zip(materials, labels(materials), strict=True)
    ]
