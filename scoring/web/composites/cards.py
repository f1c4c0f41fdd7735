"""The cards of both pages: one for each item or part (web.md 3.9)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring.answers.textile.composites import pieces_of, shares_of, totals_of
from scoring.engine.impacts import Vector
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.composites.form import COUNT, Form, GarmentForm, PieceForm, SetForm, prefix_of
from scoring.web.composites.reading import COUNT_LIMITS, of_piece
from scoring.web.controls import Control, Option, options_of
from scoring.web.labels import label
from scoring.web.pieces import Fact
from scoring.web.textile.fields import Fields
from scoring.web.textile.stages import Cards, MaterialLine, TrimLine
from scoring.web.weighing import ShownProduct
from scoring.web.words.composites import COUNT_LABEL, MAIN_COUNTRY, MASS_LABEL, item_name, part_name

_COUNTRIES = ("countryFabric", "countryDyeing", "countryMaking")
_FOLDED = (
    "countrySpinning",
    "printing",
    "airTransportRatio",
    "yarnSize",
    "fabricProcess",
    "surfaceMass",
    "dyeingProcessType",
    "makingWaste",
    "makingDeadStock",
)
# The fields of the making stage, which only the main part of a garment has.
_MAKING = ("fading", "makingComplexity")
_OF_AN_ITEM = ("business", "physicalDurability")


@dataclass(slots=True, kw_only=True)
class PieceCard:
    """The card of an item or a part; its figures are empty if the form has an error."""

    position: int
    code: str
    prefix: str
    name: str
    product: str
    controls: Sequence[Control]
    countries: Sequence[Control]
    folded: Sequence[Control]
    materials: Sequence[MaterialLine]
    shares: Fact
    can_add_a_material: bool
    own_trims: bool
    trims: Sequence[TrimLine]
    disabled: Sequence[str]
    air_shown: str
    making_shown: str
    deletable: bool
    is_main: bool = False
    figure: str = ""
    exact: str = ""
    share: str = ""

    @property
    def figure_id(self) -> str:
        """The HTML id of the figure in the header."""
        return f"figure-{self.code}"

    @property
    def shares_id(self) -> str:
        """The HTML id of the sum of the shares."""
        return f"shares-{self.code}"

    @property
    def action(self) -> str:
        """The prefix of the actions of its buttons."""
        return f"item:{self.position}:"

    @property
    def own_trims_or_none(self) -> bool | None:
        """The list of trims; None if the category's apply."""
        return self.own_trims or None

    def every_control(self) -> Iterator[Control]:
        """All the controls whose errors a live update refreshes."""
        yield from self.controls
        yield from self.countries
        yield from self.folded
        for line in self.materials:
            yield from (line.picker, line.share, line.origin)
        for trim in self.trims:
            if trim.control is not None:
                yield trim.control


def cards_of(
    method: Method, form: Form, errors: Mapping[str, str], product: ShownProduct | None
) -> list[PieceCard]:
    """A card for each piece; the parts of a simplified garment have no figures."""
    found: list[ShownProduct | None] = [None] * len(form.pieces)
    totals: list[Vector] = []
    shares: list[float] = []
    if product is not None and not getattr(form, "simplification", ""):
        found = [ShownProduct(one, product.shown) for one in pieces_of(product.computed)]
        totals, shares = totals_of(product.computed), shares_of(product.computed)
    cards = []
    for position, (piece, own) in enumerate(zip(form.pieces, found, strict=True)):
        card = _card(method, form, position, piece, of_piece(errors, position), own)
        if own is not None:
            card.figure = own.shown.text_of(totals[position])
            card.exact = figures.exact(own.shown.figure(totals[position]))
            card.share = figures.percentage(shares[position], 1)
        cards.append(card)
    return cards


def _card(
    method: Method,
    form: Form,
    position: int,
    piece: PieceForm,
    errors: Mapping[str, str],
    product: ShownProduct | None,
) -> PieceCard:
    prefix = prefix_of(position)
    simulation = None if product is None else product.computed.simulation
    fields = Fields(method, piece.form, errors, simulation, {})
    cards = Cards(method, piece.form, fields, product)
    is_main = isinstance(form, GarmentForm) and form.main == position
    folded = [*fields.named(*_FOLDED)]
    if is_main or isinstance(form, SetForm):
        folded += fields.named(*_MAKING)
    if isinstance(form, SetForm):
        folded += fields.named(*_OF_AN_ITEM)
    folded += [line.spinning for line in cards.materials]
    return PieceCard(
        position=position,
        code=f"item-{position}",
        prefix=prefix,
        name=_name(fields, form, position),
        product=piece.form.get("product"),
        controls=_under(prefix, _main_controls(method, fields, form, piece, errors)),
        countries=_under(prefix, _countries(fields, form, position)),
        folded=_under(prefix, folded),
        materials=[_material(prefix, line) for line in cards.materials],
        shares=cards.shares(),
        can_add_a_material=cards.can_add_a_material,
        own_trims=piece.form.trims is not None,
        trims=[_trim(prefix, line) for line in cards.trims] if isinstance(form, SetForm) else (),
        disabled=sorted(piece.form.disabled),
        air_shown=piece.form.get("airTransportRatio"),
        making_shown=piece.form.get("countryMaking"),
        deletable=len(form.pieces) > 1,
        is_main=is_main,
    )


def _main_controls(
    method: Method, fields: Fields, form: Form, piece: PieceForm, errors: Mapping[str, str]
) -> list[Control]:
    controls = []
    if isinstance(form, SetForm):
        products = options_of(method.dataset.products.values())
        controls.append(fields.of_form("product", "picker", options=products, dialog="products"))
        controls.append(
            fields.control(
                COUNT,
                COUNT_LABEL,
                "number",
                piece.count,
                default="1",
                default_value="1",
                reads=COUNT_LIMITS.kind,
                error=errors.get(COUNT, ""),
            )
        )
    mass = fields.number("mass")
    if isinstance(form, GarmentForm):
        mass = replace(mass, label=MASS_LABEL)
    return [*controls, mass, *fields.named("upcycled")]


def _countries(fields: Fields, form: Form, position: int) -> list[Control]:
    """The country controls; the default making country of a part is that of the main part."""
    *others, making = fields.named(*_COUNTRIES)
    if isinstance(form, GarmentForm) and form.main != position:
        _unknown, *known = making.options
        making = replace(making, options=[Option("", MAIN_COUNTRY), *known])
    return [*others, making]


def _name(fields: Fields, form: Form, position: int) -> str:
    if isinstance(form, GarmentForm):
        return part_name(position, is_main=form.main == position)
    return item_name(position, "" if fields.product is None else label(fields.product))


def _under(prefix: str, controls: Sequence[Control]) -> list[Control]:
    """Controls of a piece, renamed with the prefix that they have on the page."""
    return [replace(control, name=f"{prefix}{control.name}") for control in controls]


def _material(prefix: str, line: MaterialLine) -> MaterialLine:
    picker, share, origin, spinning = _under(
        prefix, (line.picker, line.share, line.origin, line.spinning)
    )
    return replace(line, picker=picker, share=share, origin=origin, spinning=spinning)


def _trim(prefix: str, line: TrimLine) -> TrimLine:
    if line.control is None:
        return line
    (control,) = _under(prefix, (line.control,))
    return replace(line, control=control)


def of_the_whole(
    method: Method, form: Form, errors: Mapping[str, str], product: ShownProduct | None
) -> Fields:
    """Builds the controls of a garment's own fields, whose defaults are the category's."""
    simulation: Any = None
    if product is not None:
        simulation = product.computed.simulation.pieces[0].simulation
    return Fields(method, form.whole, errors, simulation, {})
