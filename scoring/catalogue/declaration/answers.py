"""What the portal would answer to a row, and the row to submit (catalogue.md 2.11).

A row is checked as it appears in the prepared file, with the score filled in and the portal's own
words. So the portal's rules are applied once, whatever the format of the input; problems of the
input file itself are reported separately.
"""

from collections.abc import Sequence
from typing import Final

from scoring.catalogue import cells, gtins
from scoring.catalogue.cells import Cell, is_blank, text_of
from scoring.catalogue.declaration.cells import FILE_LAYOUT, PortalCells
from scoring.catalogue.declaration.words import PortalWords
from scoring.catalogue.faults import CellFault, Fault, Remark
from scoring.catalogue.portal import PortalReader
from scoring.catalogue.results import DIFFERS, Result
from scoring.catalogue.rows import Request
from scoring.catalogue.verdicts import ACCEPTED, COMPLETED, REFUSED, PortalAnswer
from scoring.catalogue.vocabulary.labels import Labels
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.catalogue.vocabulary.portal_columns import MATERIALS, TRIMS
from scoring.engine.method import Method
from scoring.engine.numbers import notation, round_half_up

_MOST_REFERENCES: Final = 999_999
_BESIDE: Final = ("gtins", "reference", "brand")
# The list of codes for each column that holds a word.
_WORDS: Final = {
    "product": "products",
    "business": "business",
    "printing.kind": "printing",
    "countrySpinning": "countries",
    "countryFabric": "countries",
    "countryDyeing": "countries",
    "countryMaking": "countries",
    **{f"materials.{n}.id": "materials" for n in range(1, MATERIALS + 1)},
    **{f"materials.{n}.country": "countries" for n in range(1, MATERIALS + 1)},
    **{f"trims.{n}.id": "trims" for n in range(1, TRIMS + 1)},
}
# The file has no way to declare a score for several rows together.
_ONE_PRODUCT_A_ROW: Final = (
    "le fichier du portail a un produit par ligne : il ne peut déclarer ni un lot, ni un vêtement "
    "en plusieurs parties"
)
_UNKNOWN: Final = frozenset({"inconnu", "inconnue"})


class Portal:
    """Predicts the portal's answers for the rows of one file."""

    def __init__(self, layout: Layout | None, method: Method, labels: Labels) -> None:
        self._words = PortalWords(method)
        self._layout = layout
        self._is_portals = layout is not None and layout.vocabulary == PORTAL
        self._reader = PortalReader(FILE_LAYOUT, labels, judges_sum=True)

    def answer(self, request: Request, row: Sequence[Cell], result: Result) -> PortalAnswer:
        """The answer to a computed row."""
        score = result.score
        if score is None:
            return PortalAnswer(REFUSED, (*result.errors, *request.portal))
        if result.whole is not None:
            kind = result.whole.kind
            return PortalAnswer(REFUSED, (Fault(self._name(kind), kind, _ONE_PRODUCT_A_ROW),))
        said = PortalCells(request.body, self._words)
        price = self._price(row)
        if price is not None:
            said.values["price"] = notation(price)
        written = score_text(score)
        cells_of_row = said.row(score=written, **self._beside(request, row))
        again = self._reader.read(cells_of_row)
        reasons = [
            fault._replace(
                column=self._name(fault.field) if self._has(fault.field) else fault.column
            )
            for fault in (*said.faults, *again.faults, *self._rules(again, cells_of_row))
        ]
        changes = [*self._score_changes(result, written), *self._spelling(row)]
        notes = [remark for remark in again.remarks if remark.code == "price-clamped"]
        if not cells_of_row[FILE_LAYOUT.places["gtins"]]:
            message = next(gtins.remarks_on(None))
            notes.append(Remark("gtin", message, FILE_LAYOUT.name("gtins")))
        if reasons:
            return PortalAnswer(REFUSED, reasons=reasons, changes=changes, notes=notes)
        verdict = COMPLETED if changes else ACCEPTED
        return PortalAnswer(verdict, changes=changes, notes=notes, cells=cells_of_row)

    def _beside(self, request: Request, row: Sequence[Cell]) -> dict[str, str]:
        """The cells that identify the product."""
        if not self._is_portals or self._layout is None:
            return {"reference": request.id or ""}
        places = self._layout.places
        found = {key: text_of(row[places[key]]) for key in _BESIDE if key in places}
        return found | {"gtins": ";".join(gtins.numbers_in(row[places["gtins"]]))}

    def _price(self, row: Sequence[Cell]) -> float | None:
        """The price as given: the portal itself limits it to its range."""
        place = None if self._layout is None else self._layout.places.get("price")
        if place is None or is_blank(row[place]):
            return None
        try:
            return cells.number(row[place])
        except CellFault:
            return None

    def _rules(self, request: Request, row: Sequence[Cell]) -> list[Fault]:
        """What the portal requires but the method does not (catalogue.md 2.7)."""
        found = list(request.portal)
        if not row[FILE_LAYOUT.places["gtins"]]:
            # Some brands have no GTIN at all, so a missing one is a note and not an error.
            found = [fault for fault in found if fault.field != "gtins"]
        references = request.body.get("numberOfReferences")
        if isinstance(references, int) and not 1 <= references <= _MOST_REFERENCES:
            message = f"le portail prend de 1 à {_MOST_REFERENCES} références"
            name = FILE_LAYOUT.name("numberOfReferences")
            found.append(Fault(name, "numberOfReferences", message))
        return found

    def _score_changes(self, result: Result, written: str) -> list[Remark]:
        if result.declared_check == DIFFERS and result.declared_score is not None:
            declared = notation(result.declared_score).replace(".", ",")
            shown = written.replace(".", ",")
            message = f"le score déclaré ({declared}) est à plus de 1 % du score calculé ({shown})"
            return [Remark("declared-differs", message, self._name("score"))]
        return [
            Remark(remark.code, "le score déclaré n'est pas un nombre", remark.column)
            for remark in result.warnings
            if remark.code == "declared-score"
        ]

    def _spelling(self, row: Sequence[Cell]) -> list[Remark]:
        """The words that we accept but the portal does not."""
        if not self._is_portals or self._layout is None:
            return []
        found = []
        for key, kind in _WORDS.items():
            place = self._layout.places.get(key)
            if place is None or is_blank(row[place]):
                continue
            text = text_of(row[place])
            if self._words.knows(kind, text) or (
                kind == "countries" and text.casefold() in _UNKNOWN
            ):
                continue
            message = f"le portail ne connaît pas « {cells.shown(text)} » écrit ainsi"
            found.append(Remark("portal-word", message, self._layout.name(key)))
        return found

    def _has(self, key: str) -> bool:
        return self._layout is not None and key in self._layout.places

    def _name(self, key: str) -> str:
        return key if self._layout is None else self._layout.name(key)


def score_text(score: float) -> str:
    """A score as declared: two decimals, or all of them if rounding changes it by over 1 %.

    >>> score_text(2318.326247789541), score_text(0.004)
    ('2318.33', '0.004')
    """
    rounded = round_half_up(score * 100) / 100
    return notation(rounded if abs(rounded - score) <= abs(score) / 1000 else score)
