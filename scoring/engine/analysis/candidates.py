"""The changes of one field to try on a garment (decisions.md 2)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from scoring.engine import scopes
from scoring.engine.analysis.thresholds import PRICE, REFERENCES, Durabilities
from scoring.engine.analysis.variants import Change, Variants
from scoring.engine.numbers import plain
from scoring.engine.records import Country
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.resolve import default_spinning
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.vocabulary import textile as vocabulary

REGULATORY: Final = "regulatory"
EXPLORATORY: Final = "exploratory"
MODES = (REGULATORY, EXPLORATORY)

ORIGIN: Final = "origin"
MATERIAL: Final = "material"
DESIGN: Final = "design"
TRANSPORT: Final = "transport"
DURABILITY: Final = "durability"
INFORMATION: Final = "information"
KINDS = (ORIGIN, MATERIAL, DESIGN, TRANSPORT, DURABILITY, INFORMATION)

COUNTRIES = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")
# Number of fibres tried in a long composition: those with the largest shares.
_FIBRES_TRIED = 4
_LIGHTER = (0.95, 0.9, 0.8)
_OTHER_SIZES = (0.8, 0.9, 1.1, 1.2)
_PRINTED_SHARES = (0.5, 0.2, 0.05, 0.01)
_DEAD_STOCKS = (0.1, 0.05, 0.0)
_FARTHER = 0.1
_MAKING = vocabulary.STEPS.index(vocabulary.MAKING)


class Candidate(NamedTuple):
    """A change of one field; ``field`` is its path, such as ``materials.0.id``.

    ``before`` is the effective value and ``after`` the one to try, in the request's format;
    ``change`` is what to merge into the request.
    """

    field: str
    kind: str
    before: Any
    after: Any
    change: Change

    @property
    def key(self) -> str:
        """The field of the request that the change replaces."""
        return self.field.partition(".")[0]


def candidates(variants: Variants, mode: str) -> Iterator[Candidate]:
    """All the changes to try; the regulatory mode only changes the fields of its form."""
    tried = _Tried(variants)
    yield from tried.countries()
    yield from tried.fibres()
    yield from tried.fibre_origins()
    yield from tried.air()
    yield from tried.business()
    yield from tried.numbers_of_durability()
    yield from tried.mass()
    yield from tried.printing()
    yield from tried.fading()
    if mode == EXPLORATORY:
        yield from tried.choices()
        yield from tried.ratios()
        yield from tried.sizes()
        yield from tried.spinning()
        yield from tried.trims()


def textile_countries(variants: Variants) -> list[Country]:
    """The countries that a garment can name, except the unknown one."""
    return [
        country
        for country in variants.method.dataset.countries.values()
        if scopes.TEXTILE in country.scopes and country.code != vocabulary.UNKNOWN_COUNTRY
    ]


def air_ratio_in_force(variants: Variants) -> float:
    """The effective share sent by plane: the request's or the rule's (textile.md 8.4)."""
    return variants.simulation.steps[_MAKING].air_ratio


def with_item(variants: Variants, position: int, **values: Any) -> Change:
    """The change that replaces fields of one fibre of the composition; None removes a field."""
    items = [dict(item) for item in variants.body["materials"]]
    items[position] |= values
    items[position] = {name: value for name, value in items[position].items() if value is not None}
    return {"materials": items}


def main_fibres(variants: Variants) -> list[int]:
    """The positions of the fibres with the largest shares, in the order of the composition."""
    shares = [fibre.share for fibre in variants.simulation.garment.fibres]
    heaviest = sorted(range(len(shares)), key=lambda position: -shares[position])
    return sorted(heaviest[:_FIBRES_TRIED])


class _Tried:
    def __init__(self, variants: Variants) -> None:
        self.variants = variants
        self.query = variants.query
        self.garment = variants.simulation.garment
        self.in_force: Mapping[str, Sourced] = values_in_force(self.garment)
        self.codes = [country.code for country in textile_countries(variants)]

    def of(self, field: str, kind: str, after: Any, change: Change | None = None) -> Candidate:
        """A change of a field; stating a field that the request omits is information."""
        known = self.in_force[field]
        silent = known.origin is not Origin.REQUEST
        before = plain(known.value) if isinstance(known.value, float) else known.value
        return Candidate(
            field,
            INFORMATION if silent else kind,
            before,
            after,
            {field: after} if change is None else change,
        )

    def each(self, field: str, kind: str, values: Sequence[Any]) -> Iterator[Candidate]:
        """The changes to the other values of a field."""
        for value in values:
            if value != self.in_force[field].value:
                yield self.of(field, kind, value)

    def countries(self) -> Iterator[Candidate]:
        for field in COUNTRIES:
            yield from self.each(field, ORIGIN, self.codes)

    def fibres(self) -> Iterator[Candidate]:
        """The replacements of a main fibre by another one of the same origin."""
        there = {fibre.material.id for fibre in self.garment.fibres}
        for position in main_fibres(self.variants):
            current = self.garment.fibres[position].material
            for other in self.variants.method.dataset.materials.values():
                if other.origin == current.origin and other.id not in there:
                    change = with_item(
                        self.variants, position, id=other.id, country=None, spinning=None
                    )
                    yield self.of(f"materials.{position}.id", MATERIAL, other.id, change)

    def fibre_origins(self) -> Iterator[Candidate]:
        for position in main_fibres(self.variants):
            field = f"materials.{position}.country"
            for code in self.codes:
                if code != self.in_force[field].value:
                    change = with_item(self.variants, position, country=code)
                    yield self.of(field, ORIGIN, code, change)

    def air(self) -> Iterator[Candidate]:
        field, ratio = "airTransportRatio", air_ratio_in_force(self.variants)
        if ratio > 0:
            silent = self.query.air_transport_ratio is None
            kind = INFORMATION if silent else TRANSPORT
            yield Candidate(field, kind, plain(ratio), 0, {field: 0})

    def business(self) -> Iterator[Candidate]:
        yield from self.each("business", DURABILITY, vocabulary.BUSINESSES)

    def numbers_of_durability(self) -> Iterator[Candidate]:
        """The next threshold, one a step further, and the best one."""
        for field in (REFERENCES, PRICE):
            durabilities = Durabilities(self.variants, field)
            values = [next(durabilities.steps(), None)]
            if values[0] is not None:
                values.append(durabilities.reaching(durabilities.coefficient + _FARTHER))
                values.append(durabilities.reaching(durabilities.best))
            for value in dict.fromkeys(values):
                if value is not None:
                    yield self.of(field, DURABILITY, value)

    def mass(self) -> Iterator[Candidate]:
        for share in _LIGHTER:
            lighter = float(f"{self.garment.mass * share:.3g}")
            if 0 < lighter < self.garment.mass:
                yield self.of("mass", DESIGN, plain(lighter))

    def printing(self) -> Iterator[Candidate]:
        print_ = self.query.printing
        if print_ is None:
            return
        yield Candidate("printing", DESIGN, print_.kind, None, {"printing": None})
        smaller = next((share for share in _PRINTED_SHARES if share < print_.ratio), None)
        if smaller is not None:
            change = {"printing": {"kind": print_.kind, "ratio": smaller}}
            yield self.of("printing.ratio", DESIGN, smaller, change)
        for kind in vocabulary.PRINTINGS:
            if kind != print_.kind:
                change = {"printing": {"kind": kind, "ratio": print_.ratio}}
                yield self.of("printing.kind", DESIGN, kind, change)

    def fading(self) -> Iterator[Candidate]:
        if self.garment.fading:
            yield self.of("fading", DESIGN, False)

    def choices(self) -> Iterator[Candidate]:
        yield from self.each("fabricProcess", DESIGN, vocabulary.FABRICS)
        yield from self.each("dyeingProcessType", DESIGN, vocabulary.DYEINGS)
        # A garment that needs no sewing at all is not a simpler version of the same garment.
        ladder = vocabulary.COMPLEXITIES[:-1]
        if self.garment.making_complexity in ladder:
            place = ladder.index(self.garment.making_complexity)
            yield from self.each("makingComplexity", DESIGN, ladder[place + 1 : place + 2])

    def ratios(self) -> Iterator[Candidate]:
        for share in (0.75, 0.5):
            waste = round(self.garment.making_waste * share, 3)
            if waste < self.garment.making_waste:
                yield self.of("makingWaste", DESIGN, waste)
        for stock in _DEAD_STOCKS:
            if stock < self.garment.making_dead_stock:
                yield self.of("makingDeadStock", DESIGN, plain(stock))

    def sizes(self) -> Iterator[Candidate]:
        for field, least, most in (("yarnSize", 9, 200), ("surfaceMass", 80, 500)):
            now = self.in_force[field].value
            for share in _OTHER_SIZES:
                if isinstance(now, int | float) and least <= round(now * share) <= most:
                    yield self.of(field, DESIGN, round(now * share))

    def spinning(self) -> Iterator[Candidate]:
        for position in main_fibres(self.variants):
            if default_spinning(self.garment.fibres[position].material) in _NATURAL_SPINNINGS:
                field = f"materials.{position}.spinning"
                for code in _NATURAL_SPINNINGS:
                    if code != self.in_force[field].value:
                        change = with_item(self.variants, position, spinning=code)
                        yield self.of(field, DESIGN, code, change)

    def trims(self) -> Iterator[Candidate]:
        """The removal of one accessory of each kind."""
        for position, trim in enumerate(self.garment.trims):
            items = self._trim_items()
            fewer = trim.quantity - 1
            if fewer:
                items[position] = {**items[position], "quantity": fewer}
            else:
                del items[position]
            field = f"trims.{position}.quantity"
            yield self.of(field, DESIGN, fewer, {"trims": items})

    def _trim_items(self) -> list[dict[str, Any]]:
        asked = self.variants.body.get("trims")
        if asked is not None:
            return [dict(item) for item in asked]
        return [{"id": trim.component.id, "quantity": trim.quantity} for trim in self.garment.trims]


_NATURAL_SPINNINGS = (vocabulary.CONVENTIONAL_SPINNING, vocabulary.UNCONVENTIONAL_SPINNING)
