"""The controls of the textile form, each with the default in force (web.md 3.3 and 3.4)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.numbers import notation
from scoring.engine.records import Country, Material, Product
from scoring.engine.textile import vocabulary
from scoring.engine.textile.fields import DEFAULT_PRINTING_RATIO
from scoring.engine.textile.journeys import air_ratio_of
from scoring.engine.textile.resolve import (
    DEFAULT_DEAD_STOCK,
    DEFAULT_DYEING,
    MAXIMUM_DURABILITY,
    default_spinning,
    making_complexity,
    making_waste,
)
from scoring.engine.textile.simulate import Simulation
from scoring.web import figures
from scoring.web.controls import Control, Option
from scoring.web.labels import label, labels
from scoring.web.lines import Line
from scoring.web.textile import words
from scoring.web.textile.form import KINDS, Form
from scoring.web.textile.reading import LIMITS
from scoring.web.typed_numbers import PERCENT, shown_number

_PRINTED_SHARES = (0.01, 0.05, 0.2, 0.5, 0.8)
# What an arrow key adds.
_STEPS = {"mass": "0.01", "physicalDurability": "0.01"}


class Default(NamedTuple):
    """A value in force when nothing is said: as a control holds it, and as it is read."""

    value: str = ""
    text: str = ""


NO_DEFAULT = Default()


class Fields:
    """Makes the controls of a form; ``simulation`` is None while the form has an error."""

    def __init__(
        self,
        method: Method,
        form: Form,
        errors: Mapping[str, str],
        simulation: Simulation | None,
        warnings: Mapping[str, str],
    ) -> None:
        self.method = method
        self.form = form
        self.errors = errors
        self.simulation = simulation
        self.warnings = warnings
        self.product = method.dataset.products.get(form.get("product"))
        countries = [
            country
            for country in method.dataset.countries.values()
            if "textile" in country.scopes and country.code != vocabulary.UNKNOWN_COUNTRY
        ]
        self.countries = [
            Option(country.code, name)
            for country, name in zip(countries, labels(countries), strict=True)
        ]

    def number(self, name: str, unit: str, default: Default = NO_DEFAULT, **more: Any) -> Control:
        """A number, as a slider where ``slider`` is set."""
        limits = LIMITS[name]
        slider = more.pop("slider", False)
        return Control(
            name,
            words.FIELDS[name],
            "slider" if slider else "number",
            self.form.get(name),
            unit=unit,
            minimum="" if limits.minimum is None else notation(limits.minimum),
            maximum="" if limits.maximum is None else notation(limits.maximum),
            step=_STEPS.get(name, "1"),
            default=default.text,
            default_value=default.value,
            error=self.errors.get(name, ""),
            warning=self.warnings.get(name, ""),
            reads=limits.kind,
            **more,
        )

    def select(
        self, name: str, options: list[Option], default: Default | None = None, **more: Any
    ) -> Control:
        """A list; with a default, its first choice is that default."""
        if default is not None:
            options = [Option("", _("Par défaut ({value})").format(value=default.text)), *options]
        return Control(
            name,
            words.FIELDS[name],
            "select",
            self.form.get(name),
            options,
            error=self.errors.get(name, ""),
            **more,
        )

    def country(self, name: str) -> Control:
        """The country of a step."""
        unknown = label(self.method.textile.unknown_country)
        return Control(
            name,
            words.FIELDS[name],
            "select",
            self.form.get(name),
            [Option("", unknown), *self.countries],
            error=self.errors.get(name, ""),
        )

    def price(self) -> Control:
        """Price when new."""
        return self.number("price", "€", self._plain("price", "€"))

    def references(self) -> Control:
        """Number of references."""
        return self.number("numberOfReferences", "", self._plain("number_of_references", ""))

    def business(self) -> Control:
        """Kind of business."""
        default = Default()
        if self.product:
            code = self.product.business
            default = Default(code, str(words.BUSINESSES[code]))
        return self.select("business", _options(words.BUSINESSES), default, wide=True)

    def physical_durability(self) -> Control:
        """Physical durability."""
        text = figures.number(MAXIMUM_DURABILITY)
        return self.number(
            "physicalDurability", "", Default(shown_number(MAXIMUM_DURABILITY), text), slider=True
        )

    def yarn_size(self) -> Control:
        """Yarn size."""
        return self.number("yarnSize", "Nm", self._plain("yarn_size", "Nm"), slider=True)

    def surface_mass(self) -> Control:
        """Surface mass of the fabric."""
        default = self._plain("surface_mass", "g/m²")
        return self.number("surfaceMass", "g/m²", default, slider=True)

    def fabric(self) -> Control:
        """Weaving or knitting."""
        code = self.product.fabric if self.product else ""
        default = Default(code, str(words.FABRICS[code]) if code else "")
        return self.select("fabricProcess", _options(words.FABRICS), default, wide=True)

    def dyeing(self) -> Control:
        """Kind of dyeing."""
        default = Default(DEFAULT_DYEING, str(words.DYEINGS[DEFAULT_DYEING]))
        return self.select("dyeingProcessType", _options(words.DYEINGS), default, wide=True)

    def printing(self) -> list[Control]:
        """Kind of print, and its share of the surface when there is one."""
        kinds = [Option("", _("Aucune")), *_options(words.PRINTINGS)]
        controls = [self.select("printing-kind", kinds)]
        if self.form.get("printing-kind"):
            controls.append(self._printed_share())
        return controls

    def _printed_share(self) -> Control:
        shares = [
            Option(shown_number(ratio, PERCENT), figures.percentage(ratio))
            for ratio in _PRINTED_SHARES
        ]
        typed = self.form.get("printing-ratio") or shown_number(DEFAULT_PRINTING_RATIO, PERCENT)
        if typed not in {option.value for option in shares}:
            # A link may hold any share: it is kept.
            shares.append(Option(typed, figures.with_unit(typed, "%")))
        return Control(
            "printing-ratio",
            words.FIELDS["printing-ratio"],
            "select",
            typed,
            shares,
            error=self.errors.get("printing-ratio", ""),
        )

    def air_ratio(self) -> Control:
        """Share sent by plane; not asked where the garment is made in France."""
        locked = ""
        if self.form.get("countryMaking") == vocabulary.FRANCE:
            locked = _("Confection en France : pas de transport aérien.")
            if self.form.get("airTransportRatio"):
                locked = ""
        return self.number(
            "airTransportRatio", "%", self._air_default(), slider=True, locked=locked
        )

    def complexity(self) -> Control:
        """Making complexity."""
        default = Default()
        if self.simulation:
            bare = replace(self.simulation.query, making_complexity=None)
            code = making_complexity(bare)
            default = Default(code, str(words.COMPLEXITIES[code]))
        return self.select("makingComplexity", _options(words.COMPLEXITIES), default)

    def waste(self) -> Control:
        """Cutting loss."""
        default = Default()
        if self.simulation:
            default = _percentage(making_waste(replace(self.simulation.query, making_waste=None)))
        return self.number("makingWaste", "%", default, slider=True)

    def dead_stock(self) -> Control:
        """Dead stock."""
        return self.number("makingDeadStock", "%", _percentage(DEFAULT_DEAD_STOCK), slider=True)

    def check(self, name: str) -> Control:
        """A check box."""
        return Control(name, words.FIELDS[name], "check", self.form.get(name))

    def share(self, position: int, line: Line) -> Control:
        """Share of a material."""
        name = f"material-{position}-share"
        return Control(
            name,
            words.FIELDS["share"],
            "number",
            line.get("share"),
            unit="%",
            minimum="0",
            maximum="100",
            reads=KINDS["share"],
            error=self.errors.get(name, ""),
        )

    def quantity(self, position: int, line: Line, error: str) -> Control:
        """How many of a trim."""
        return Control(
            f"trim-{position}-quantity",
            words.FIELDS["quantity"],
            "number",
            line.get("quantity"),
            reads=KINDS["quantity"],
            error=error,
        )

    def origin(self, position: int, line: Line, material: Material) -> Control:
        """Country of a material."""
        default = _("Par défaut ({value})").format(value=label(material.default_country))
        return Control(
            f"material-{position}-country",
            words.FIELDS["country"],
            "select",
            line.get("country"),
            [
                Option("", default),
                Option(vocabulary.UNKNOWN_COUNTRY, label(self.method.textile.unknown_country)),
                *self.countries,
            ],
        )

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
        default = _("Par défaut ({value})").format(value=words.SPINNINGS[code])
        return Control(
            f"material-{position}-spinning",
            f"{words.FIELDS['spinning']} ({label(material)})",
            "select",
            "" if asked == code else asked,
            [Option("", default), *options],
            wide=True,
        )

    def _air_default(self) -> Default:
        if not self.simulation:
            return Default()
        query = replace(self.simulation.query, air_transport_ratio=None)
        country: Country = query.country_making or self.method.textile.unknown_country
        return _percentage(air_ratio_of(query, country, self.simulation.durability.coefficient))

    def _plain(self, attribute: str, unit: str) -> Default:
        product: Product | None = self.product
        if product is None:
            return Default()
        value = getattr(product, attribute)
        return Default(shown_number(value), figures.with_unit(figures.significant(value), unit))


def _percentage(ratio: float) -> Default:
    return Default(shown_number(ratio, PERCENT), figures.percentage(ratio))


def _options(labels: Mapping[str, Any]) -> list[Option]:
    return [Option(code, text) for code, text in labels.items()]
