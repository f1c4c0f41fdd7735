"""Writes a request in the portal's columns, whatever the input format (catalogue.md 2.11)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scoring.catalogue.cells import Cell, ratio_text
from scoring.catalogue.declaration.words import PortalWords
from scoring.catalogue.faults import Fault
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.catalogue.vocabulary.portal_columns import MATERIALS, QUANTITIES, TITLES
from scoring.engine.numbers import notation
from scoring.engine.vocabulary.textile import UNKNOWN_COUNTRY

# The columns of the portal's file, with its first form of accessories.
KEYS: Final = tuple(key for key in TITLES if not key.startswith("trims."))
FILE_LAYOUT: Final = Layout(
    PORTAL, tuple(TITLES[key] for key in KEYS), {key: place for place, key in enumerate(KEYS)}
)
_UNKNOWN: Final = "Inconnue"
_WORDS: Final = {
    "product": "products",
    "business": "business",
    "countrySpinning": "countries",
    "countryFabric": "countries",
    "countryDyeing": "countries",
    "countryMaking": "countries",
}
_NUMBERS: Final = ("mass", "price", "numberOfReferences")
_BOOLEANS: Final = ("upcycled", "fading")
_STRUCTURES: Final = ("materials", "trims", "printing", "airTransportRatio")
_KNOWN: Final = frozenset({*_WORDS, *_NUMBERS, *_BOOLEANS, *_STRUCTURES})


class PortalCells:
    """The cells of one row, by key; ``faults`` lists what the portal's columns cannot express."""

    def __init__(self, body: Mapping[str, Any], words: PortalWords) -> None:
        self.values: dict[str, str] = {}
        self.faults: list[Fault] = []
        self._words = words
        for key, kind in _WORDS.items():
            self._word(key, kind, body.get(key))
        for key in _NUMBERS:
            if body.get(key) is not None:
                self.values[key] = notation(body[key])
        for key in _BOOLEANS:
            if body.get(key) is not None:
                self.values[key] = "Oui" if body[key] else "Non"
        if body.get("airTransportRatio") is not None:
            self.values["airTransportRatio"] = ratio_text(body["airTransportRatio"])
        self._materials(body.get("materials") or ())
        self._printing(body.get("printing") or {})
        self._trims(body.get("trims"))
        for name, value in body.items():
            if name not in _KNOWN and value not in (None, [], {}):
                self._refuse(name, "le fichier du portail n'a pas de colonne pour ce paramètre")

    def row(self, **others: str) -> list[Cell]:
        """The cells in column order; ``others`` are cells that do not come from the request."""
        return [others.get(key, self.values.get(key, "")) for key in KEYS]

    def _word(self, key: str, kind: str, code: str | None) -> None:
        if code is None:
            return
        if code == UNKNOWN_COUNTRY:
            self.values[key] = _UNKNOWN
            return
        written = self._words.written(kind, code)
        if written is None:
            self._refuse(key, f"le portail ne connaît pas « {code} »")
        else:
            self.values[key] = written

    def _materials(self, materials: Sequence[Mapping[str, Any]]) -> None:
        if len(materials) > MATERIALS:
            self._refuse("materials.1.id", f"le portail prend {MATERIALS} matières au plus")
        for number, material in enumerate(materials[:MATERIALS], start=1):
            start = f"materials.{number}"
            self._word(f"{start}.id", "materials", material.get("id"))
            self._word(f"{start}.country", "countries", material.get("country"))
            if material.get("share") is not None:
                self.values[f"{start}.share"] = ratio_text(material["share"])
            for name, value in material.items():
                if name not in ("id", "share", "country") and value is not None:
                    self._refuse(f"{start}.{name}", "le portail n'a pas de colonne pour cela")

    def _printing(self, printing: Mapping[str, Any]) -> None:
        self._word("printing.kind", "printing", printing.get("kind"))
        if printing.get("ratio") is not None:
            self.values["printing.ratio"] = ratio_text(printing["ratio"])

    def _trims(self, trims: Sequence[Mapping[str, Any]] | None) -> None:
        if trims is None:
            return
        keys = {self._words.code("trims", name): key for key, name in QUANTITIES.items()}
        counts: dict[str, int] = {}
        for trim in trims:
            key = keys.get(trim.get("id"))
            if key is None or trim.get("custom") is not None:
                self._refuse("trims", f"le portail n'a pas l'accessoire « {trim.get('id')} »")
            else:
                counts[key] = counts.get(key, 0) + trim["quantity"]
        # Zero quantities mean no accessory; empty cells would mean the category's default ones.
        counts = counts or {next(iter(QUANTITIES)): 0}
        self.values |= {key: notation(count) for key, count in counts.items()}

    def _refuse(self, key: str, message: str) -> None:
        self.faults.append(Fault(TITLES.get(key, key), key, message))
