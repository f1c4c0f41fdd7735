"""Results as columns after those of the input, in the file's own vocabulary (catalogue.md 3.2)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from scoring.answers import breakdown
from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Sector
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.figures import (
    STAGES,
    TEXTILE_COMPLEMENTS,
    TEXTILE_STAGES,
    joined,
)
from scoring.catalogue.results import Result
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.engine.impacts import DETAILS

# What a row of JSON has for columns.
JSON_HEADER: Final = ("id", "query")

_FRENCH: Final = {
    "score": "Score calculé",
    "scorePer100g": "Score pour 100 g",
    "durability": "Durabilité",
    "scoreWithoutDurability": "Score sans durabilité",
    "stages.materials": "Matières",
    "stages.spinning": "Filature",
    "stages.fabric": "Tissage/tricotage",
    "stages.ennobling": "Ennoblissement",
    "stages.making": "Confection",
    "stages.distribution": "Distribution",
    "stages.use": "Utilisation",
    "stages.endOfLife": "Fin de vie",
    "stages.transports": "Transports",
    "stages.trims": "Accessoires",
    "uncountedStages": "Étapes non comptées",
    "complements.microfibers": "Complément microfibres",
    "complements.outOfEuropeEOL": "Complément export hors Europe",
    "pef": "Score PEF",
    "declaredCheck": "Contrôle du score déclaré",
    "warnings": "Avertissements",
    "errors": "Erreurs",
    "methodVersion": "Version de la méthode",
    "link": "Lien",
}
_RATIOS: Final = frozenset({"printing.ratio", "airTransportRatio"})
_TEXTS: Final = frozenset(
    {"uncountedStages", "declaredCheck", "warnings", "errors", "methodVersion", "link"}
)


class Column(NamedTuple):
    """A column of results: its key, and where its value comes from."""

    key: str
    value: Callable[[Result], Any]


class ResultColumns:
    """The columns of a file of results: those of the input first, as they are."""

    def __init__(
        self,
        layout: Layout | None,
        *,
        sector: Sector[Any, Any, Any],
        detail: str,
        level: str,
        links: bool,
    ) -> None:
        self._columns = _columns(sector, detail, level, links=links)
        self.given = JSON_HEADER if layout is None else layout.header
        french = layout is not None and layout.vocabulary == PORTAL
        taken = set(self.given)
        self.names: list[str] = []
        for column in self._columns:
            name = _free(_title(column.key) if french else column.key, taken)
            taken.add(name)
            self.names.append(name)
        self.are_texts = [column.key in _TEXTS for column in self._columns]
        self.ratios = frozenset(
            place
            for key, place in (layout.places if french and layout else {}).items()
            if key in _RATIOS or key.endswith(".share")
        )

    @property
    def header(self) -> list[str]:
        """All the names, those of the input first."""
        return [*self.given, *self.names]

    def input(self, result: Result) -> Sequence[Cell]:
        """The cells of the row, as they were read."""
        if result.header:
            return result.cells
        return (result.id, result.text.decode("utf-8", "replace"))

    def values(self, result: Result) -> list[Any]:
        """What the row gave: numbers, texts, and None for what it has not."""
        return [column.value(result) for column in self._columns]


def ratio_text(value: float) -> str:
    """A fraction of a spreadsheet as other files have it: in per cent (catalogue.md 2.4).

    >>> ratio_text(0.9), ratio_text(0.333)
    ('90 %', '33,3 %')
    """
    percent = (Decimal(repr(value)) * 100).normalize()
    return f"{percent:f} %".replace(".", ",")


def _columns(
    sector: Sector[Any, Any, Any], detail: str, level: str, *, links: bool
) -> list[Column]:
    columns = [
        Column("score", lambda result: result.figures.score),
        Column("scorePer100g", lambda result: result.figures.score_per_100g),
        Column("durability", lambda result: result.figures.durability),
        Column("scoreWithoutDurability", lambda result: result.figures.without_durability),
    ]
    if detail == STAGES:
        stages: Sequence[str] = breakdown.FAMILIES
        complements: Sequence[str] = ()
        if sector is TEXTILE:
            stages, complements = TEXTILE_STAGES, TEXTILE_COMPLEMENTS
        columns += [Column(f"stages.{name}", _stage(name)) for name in stages]
        if sector is TEXTILE:
            columns.append(
                Column("uncountedStages", lambda result: ", ".join(result.figures.uncounted))
            )
        columns += [Column(f"complements.{name}", _complement(name)) for name in complements]
    columns.append(Column("pef", lambda result: result.figures.pef))
    if level != AGGREGATED:
        columns += [Column(f"impacts.{trigram}", _impact(trigram)) for trigram in DETAILS]
    columns += [
        Column("declaredCheck", lambda result: result.declared_check),
        Column("warnings", lambda result: joined(map(_said, result.warnings))),
        Column("errors", lambda result: joined(map(_said, result.errors))),
        Column("methodVersion", lambda result: result.method_version),
    ]
    if links:
        columns.append(Column("link", lambda result: result.link))
    return columns


def _stage(name: str) -> Callable[[Result], Any]:
    return lambda result: _of(result.figures.stages, name)


def _complement(name: str) -> Callable[[Result], Any]:
    return lambda result: _of(result.figures.complements, name)


def _impact(name: str) -> Callable[[Result], Any]:
    return lambda result: _of(result.figures.impacts, name)


def _of(figures: Mapping[str, Any] | None, name: str) -> Any:
    return None if figures is None else figures.get(name)


def _said(about: Fault | Remark) -> str:
    return f"{about.column} : {about.message}" if about.column else about.message


def _title(key: str) -> str:
    return _FRENCH.get(key) or f"Impact {key.removeprefix('impacts.')}"


def _free(name: str, taken: set[str]) -> str:
    """A name that no column has yet: a file of results may be scored again."""
    number = 2
    free = name
    while free in taken:
        free = f"{name} {number}"
        number += 1
    return free
