"""Parses a row of the portal's file, reporting every error (catalogue.md 2.2 to 2.8)."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from scoring.catalogue import cells, gtins, typed
from scoring.catalogue.cells import Cell
from scoring.catalogue.composition import Material, composition
from scoring.catalogue.faults import CellFault, Fault
from scoring.catalogue.found import UNREAD, Found
from scoring.catalogue.remembering import Noted, Remembered
from scoring.catalogue.rows import Request
from scoring.catalogue.vocabulary.labels import Labels
from scoring.catalogue.vocabulary.layout import Layout
from scoring.catalogue.vocabulary.portal_columns import MATERIALS, QUANTITIES, TRIMS
from scoring.engine.textile.fields import MAXIMUM_PRINTING_RATIO
from scoring.engine.vocabulary.textile import UNKNOWN_COUNTRY

# Columns whose key is also the name of the request's field.
_COUNTRIES: Final = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")
_NEEDED_COUNTRIES: Final = ("countryFabric", "countryDyeing", "countryMaking")
_SAME: Final = (
    "product",
    "mass",
    "upcycled",
    "numberOfReferences",
    "business",
    *_COUNTRIES,
    "fading",
    "airTransportRatio",
)
_RATIOS: Final = (0.01, 0.05, 0.2, 0.5, 0.8)
_LEAST_MASS_KG: Final = 0.01


class Trim(NamedTuple):
    """The two columns of an accessory, in the portal's second form of accessories."""

    id: str
    quantity: str


class PortalReader:
    """Parses the rows of one portal file; ``strict`` also rejects what only the portal rejects.

    ``judges_sum`` reports sums of shares that the portal rejects even where the method accepts
    them.
    """

    def __init__(
        self, layout: Layout, labels: Labels, *, strict: bool = False, judges_sum: bool = False
    ) -> None:
        self.layout = layout
        self.strict = strict
        self._judges_sum = strict or judges_sum
        columns = _columns(labels)
        keys = {place: key for key, place in layout.places.items() if key in columns}
        # How to parse each cell of a row, in column order.
        self._plan = [
            (keys[place], columns[keys[place]]) if place in keys else None
            for place in range(max(keys) + 1)
        ]
        self._gtins = layout.places["gtins"]
        self._reference = layout.places["reference"]
        self._materials = [
            Material(
                id=f"materials.{n}.id",
                share=f"materials.{n}.share",
                country=f"materials.{n}.country",
                number=str(n),
            )
            for n in range(1, MATERIALS + 1)
            if f"materials.{n}.id" in layout.places
        ]
        self._quantities = {
            key: labels.code("trims", name)[0]
            for key, name in QUANTITIES.items()
            if key in layout.places
        }
        self._trims = [
            Trim(f"trims.{n}.id", f"trims.{n}.quantity")
            for n in range(1, TRIMS + 1)
            if f"trims.{n}.id" in layout.places
        ]

    def read(self, row: Sequence[Cell]) -> Request:
        """Convert the cells of a row to a request; if invalid, as much of it as could be read."""
        found = self._cells(row)
        values = found.values
        body: dict[str, Any] = {}
        for key in _SAME:
            value = values.get(key)
            if value is not None and value is not UNREAD:
                body[key] = value
        if "product" not in values:
            found.fault("product", "la catégorie manque")
        if "mass" not in values:
            found.fault("mass", "la masse manque")
        _price(found, body)
        body["materials"], numbers = composition(self._materials, found, row)
        _printing(found, body)
        self._accessories(found, body)
        self._portal_rules(found, body, row)
        portal: tuple[Fault, ...] = ()
        if found.portal:
            portal = tuple(
                [Fault(remark.column, key, remark.message) for remark, key in found.portal]
            )
            if self.strict:
                found.faults += portal
            else:
                found.remarks += [remark for remark, _ in found.portal]
        return Request(
            body,
            id=self._name(row),
            declared=found.get("score"),
            faults=tuple(found.faults),
            remarks=tuple(found.remarks),
            numbers={"materials": numbers},
            portal=portal,
        )

    def _cells(self, row: Sequence[Cell]) -> Found:
        found = Found(self.layout, strict=self._judges_sum)
        values = found.values
        for cell, planned in zip(row, self._plan, strict=False):
            if planned is None or (not cell and (cell is None or cell == "")):
                continue
            key, column = planned
            value = column[cell] if type(cell) is str else column.read(cell)
            if value is None:
                continue
            kind = type(value)
            if kind is str or kind is float or kind is int:
                values[key] = value
                continue
            if kind is CellFault:
                if key == "score":
                    message = f"{value} : le score déclaré n'est pas contrôlé"
                    found.remark("declared-score", key, message)
                    continue
                found.fault(key, str(value))
                value = UNREAD
            elif kind is Noted:
                found.remark(value.code, key, value.message)
                value = value.value
            values[key] = value
        for key in ("printing.ratio", "airTransportRatio"):
            ratio = values.get(key)
            if ratio is not None and ratio is not UNREAD and ratio > 1:
                found.fault(key, typed.not_a_fraction(ratio))
                values[key] = UNREAD
        return found

    def _name(self, row: Sequence[Cell]) -> str | None:
        return cells.text_of(row[self._reference]) or cells.text_of(row[self._gtins]) or None

    def _accessories(self, found: Found, body: dict[str, Any]) -> None:
        """The quantities given, a 0 too, are all there is; none given is the category's own."""
        values = found.values
        given = [key for key in self._quantities if key in values]
        second = [trim for trim in self._trims if trim.id in values or trim.quantity in values]
        if not given and not second:
            return
        for trim in second:
            if not found.says(trim.id) and found.get(trim.quantity) != 0:
                found.fault(trim.id, "une quantité est donnée, l'accessoire manque")
            if not found.says(trim.quantity):
                found.fault(trim.quantity, "la quantité de cet accessoire manque")
        if given and second:
            found.fault(second[0].id, "les accessoires sont donnés sous deux formes à la fois")
        counted = [(self._quantities[key], found.get(key)) for key in given]
        counted += [(found.get(trim.id), found.get(trim.quantity)) for trim in second]
        body["trims"] = [
            {"id": code, "quantity": pieces} for code, pieces in counted if code and pieces
        ]

    def _portal_rules(self, found: Found, body: dict[str, Any], row: Sequence[Cell]) -> None:
        """Apply the portal's rules that the method does not have (catalogue.md 2.7)."""
        for message in gtins.remarks_on(row[self._gtins]):
            found.against_portal("gtin", "gtins", message)
        if body.get("upcycled") is not True:
            country_of = found.values.get
            for key in _NEEDED_COUNTRIES:
                country = country_of(key)
                if country is None or country == UNKNOWN_COUNTRY:
                    message = "le portail demande cette origine, sauf pour un produit remanufacturé"
                    found.against_portal("country-missing", key, message)
        mass = body.get("mass")
        if mass is not None and mass < _LEAST_MASS_KG:
            message = "le portail demande une masse d'au moins 0,01 kg"
            found.against_portal("mass-portal", "mass", message)


def _price(found: Found, body: dict[str, Any]) -> None:
    """Clamp a price to the accepted range (catalogue.md 2.8)."""
    price = found.get("price")
    if price is None:
        return
    body["price"], message = typed.price_within(price)
    if message is None:
        return
    if price < typed.LOWEST_PRICE:
        found.against_portal("price-clamped", "price", message)
    else:
        found.remark("price-clamped", "price", message)


def _printing(found: Found, body: dict[str, Any]) -> None:
    kind, ratio = found.get("printing.kind"), found.get("printing.ratio")
    if kind is not None:
        body["printing"] = {"kind": kind} if ratio is None else {"kind": kind, "ratio": ratio}
        if not found.says("printing.ratio"):
            message = "le portail demande ce pourcentage avec le type d'impression"
            found.against_portal("printing-portal", "printing.ratio", message)
    elif ratio and not found.says("printing.kind"):
        message = "le pourcentage d'impression est donné sans son type : rien n'est compté"
        found.against_portal("printing-portal", "printing.kind", message)
    if ratio is not None and kind is not None and ratio not in _RATIOS:
        message = "le portail n'accepte que 1, 5, 20, 50 ou 80 %"
        found.against_portal("printing-portal", "printing.ratio", message)


def _columns(labels: Labels) -> dict[str, Remembered]:
    """How to parse each column; columns of the same kind share a cache."""
    mass, score = Remembered(cells.number), Remembered(cells.number)
    booleans, percents = Remembered(cells.boolean), Remembered(typed.percent())
    quantities = Remembered(typed.quantity)
    countries, materials, trims = (
        Remembered(typed.word(labels, kind)) for kind in ("countries", "materials", "trims")
    )
    columns = {
        "product": Remembered(typed.word(labels, "products")),
        "business": Remembered(typed.word(labels, "business")),
        "printing.kind": Remembered(typed.word(labels, "printing")),
        "printing.ratio": Remembered(typed.percent(MAXIMUM_PRINTING_RATIO)),
        "mass": mass,
        "price": Remembered(typed.amount),
        "numberOfReferences": Remembered(typed.whole),
        "upcycled": booleans,
        "fading": booleans,
        "airTransportRatio": percents,
        "score": score,
    }
    columns |= dict.fromkeys(_COUNTRIES, countries)
    columns |= dict.fromkeys(QUANTITIES, quantities)
    for n in range(1, MATERIALS + 1):
        columns[f"materials.{n}.id"] = materials
        columns[f"materials.{n}.share"] = percents
        columns[f"materials.{n}.country"] = countries
    for n in range(1, TRIMS + 1):
        columns[f"trims.{n}.id"] = trims
        columns[f"trims.{n}.quantity"] = quantities
    return columns
