"""The controls of the textile form, each with the default in force (web.md 3.3 and 3.4)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import PERCENT
from scoring.engine.method import Method
from scoring.engine.numbers import notation
from scoring.engine.records import Material
from scoring.engine.textile import vocabulary
from scoring.engine.textile.fields import DEFAULT_PRINTING_RATIO
from scoring.engine.textile.journeys import air_ratio_of
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import (
    DEFAULT_DEAD_STOCK,
    DEFAULT_DYEING,
    MAXIMUM_DURABILITY,
    default_spinning,
    usual_values,
)
from scoring.engine.textile.simulate import Simulation
from scoring.web import figures
from scoring.web.controls import Control, Controls, Option, by_default, coded_options, options_of
from scoring.web.forms import Line
from scoring.web.labels import label, labels
from scoring.web.textile import words
from scoring.web.textile.form import KINDS, Form
from scoring.web.textile.reading import LIMITS
from scoring.web.typed_numbers import shown_number

_PRINTED_SHARES = (0.01, 0.05, 0.2, 0.5, 0.8)
# What an arrow key adds.
_STEPS = {"mass": "0.01", "physicalDurability": "0.01"}


class Default(NamedTuple):
    """A value in force when nothing is said: as a control holds it, and as it is read."""

    value: str = ""
    text: str = ""


NO_DEFAULT = Default()


class Fields(Controls):
    """Makes the controls of a form; ``simulation`` is None while the form has an error.

    ``usual`` has the defaults in force, those of the category alone while there is an error, and
    none for an unknown category.
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

    def number(self, name: str, unit: str, default: Default = NO_DEFAULT, **more: Any) -> Control:
        """A number, as a slider where ``slider`` is set."""
        limits = LIMITS[name]
        return self.of_form(
            name,
            "slider" if more.pop("slider", False) else "number",
            unit=unit,
            minimum="" if limits.minimum is None else notation(limits.minimum),
            maximum="" if limits.maximum is None else notation(limits.maximum),
            step=_STEPS.get(name, "1"),
            default=default.text,
            default_value=default.value,
            reads=limits.kind,
            **more,
        )

    def coded(self, name: str, codes: Mapping[str, Any], default: str, **more: Any) -> Control:
        """A list of codes, whose first choice is the default in force."""
        first = by_default(codes[default] if default else "")
        return self.of_form(name, "select", options=[first, *coded_options(codes)], **more)

    def country(self, name: str) -> Control:
        """The country of a step."""
        unknown = Option("", label(self.method.textile.unknown_country))
        return self.of_form(name, "select", options=[unknown, *self.countries])

    def price(self) -> Control:
        """Price when new."""
        return self.number("price", "€", self._plain("price", "€"))

    def references(self) -> Control:
        """Number of references."""
        return self.number("numberOfReferences", "", self._plain("number_of_references", ""))

    def business(self) -> Control:
        """Kind of business."""
        default = self.usual.business if self.usual else ""
        return self.coded("business", words.BUSINESSES, default, wide=True)

    def physical_durability(self) -> Control:
        """Physical durability."""
        text = figures.number(MAXIMUM_DURABILITY)
        default = Default(shown_number(MAXIMUM_DURABILITY), text)
        return self.number("physicalDurability", "", default, slider=True)

    def yarn_size(self) -> Control:
        """Yarn size."""
        return self.number("yarnSize", "Nm", self._plain("yarn_size", "Nm"), slider=True)

    def surface_mass(self) -> Control:
        """Surface mass of the fabric."""
        default = self._plain("surface_mass", "g/m²")
        return self.number("surfaceMass", "g/m²", default, slider=True)

    def fabric(self) -> Control:
        """Weaving or knitting."""
        default = self.usual.fabric_process if self.usual else ""
        return self.coded("fabricProcess", words.FABRICS, default, wide=True)

    def dyeing(self) -> Control:
        """Kind of dyeing."""
        return self.coded("dyeingProcessType", words.DYEINGS, DEFAULT_DYEING, wide=True)

    def printing(self) -> list[Control]:
        """Kind of print, and its share of the surface when there is one."""
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
            # A link may hold any share: it is kept.
            shares.append(Option(typed, figures.with_unit(typed, "%")))
        return self.control(name, words.FIELDS[name], "select", typed, options=shares)

    def air_ratio(self) -> Control:
        """Share sent by plane; not asked where the garment is made in France."""
        name = "airTransportRatio"
        default, locked = NO_DEFAULT, ""
        if self.usual and self.simulation:
            country, durability = self.usual.country_making, self.simulation.durability
            default = _percentage(air_ratio_of(self.usual.query, country, durability.coefficient))
        if self.form.get("countryMaking") == vocabulary.FRANCE and not self.form.get(name):
            locked = _("Confection en France : pas de transport aérien.")
        return self.number(name, "%", default, slider=True, locked=locked)

    def complexity(self) -> Control:
        """Making complexity; its default depends on the fabric, which an error may be of."""
        default = self.usual.making_complexity if self.usual and self.simulation else ""
        return self.coded("makingComplexity", words.COMPLEXITIES, default)

    def waste(self) -> Control:
        """Cutting loss; its default depends on the fabric too."""
        default = NO_DEFAULT
        if self.usual and self.simulation:
            default = _percentage(self.usual.making_waste)
        return self.number("makingWaste", "%", default, slider=True)

    def dead_stock(self) -> Control:
        """Dead stock."""
        return self.number("makingDeadStock", "%", _percentage(DEFAULT_DEAD_STOCK), slider=True)

    def check(self, name: str) -> Control:
        """A check box."""
        return self.of_form(name, "check")

    def share(self, position: int, line: Line) -> Control:
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

    def quantity(self, position: int, line: Line) -> Control:
        """How many of a trim."""
        name = f"trim-{position}-quantity"
        return self.control(
            name,
            words.FIELDS["quantity"],
            "number",
            line.get("quantity"),
            reads=KINDS["quantity"],
            error=self.error(name, "trims", position),
        )

    def origin(self, position: int, line: Line, material: Material) -> Control:
        """Country of a material."""
        unknown = label(self.method.textile.unknown_country)
        options = [
            by_default(label(material.default_country)),
            Option(vocabulary.UNKNOWN_COUNTRY, unknown),
            *self.countries,
        ]
        name, text = f"material-{position}-country", words.FIELDS["country"]
        return self.control(name, text, "select", line.get("country"), options=options)

    def spinning(self, position: int, line: Line, material: Material) -> Control:
        """Way of spinning a material; only one is possible for synthetic fibres."""
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

    def _plain(self, attribute: str, unit: str) -> Default:
        if self.usual is None:
            return NO_DEFAULT
        value = getattr(self.usual, attribute)
        return Default(shown_number(value), figures.with_unit(figures.significant(value), unit))


def material_options(method: Method) -> list[Option]:
    """The fibres, by what they come from."""
    materials = list(method.dataset.materials.values())
    return [
        Option(material.id, name, words.ORIGINS[material.origin])
        for material, name in zip(materials, labels(materials), strict=True)
    ]


def _percentage(ratio: float) -> Default:
    return Default(shown_number(ratio, PERCENT), figures.percentage(ratio))
