"""Result columns appended to the input's, in the file's own vocabulary (catalogue.md 3.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scoring.answers import breakdown
from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Sector
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.stages import GARMENT_STAGES
from scoring.answers.words.breakdown import FAMILIES
from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.figures import (
    STAGES,
    TEXTILE_COMPLEMENTS,
    joined,
)
from scoring.catalogue.results import Result
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.engine.impacts import DETAILS

# The columns used for rows of JSON.
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
    "whole.score": "Score de l'ensemble",
    "whole.durability": "Durabilité de l'ensemble",
    "uncountedStages": "Étapes non comptées",
    "complements.microfibers": "Complément microfibres",
    "complements.outOfEuropeEOL": "Complément export hors Europe",
    "pef": "Score PEF",
    "declaredCheck": "Contrôle du score déclaré",
    "warnings": "Avertissements",
    "errors": "Erreurs",
    "methodVersion": "Version de la méthode",
    "portal": "Réponse du portail",
    "comparison.score": "Score en {version}",
    "comparison.difference": "Écart avec {version}",
    "comparison.percent": "Écart avec {version} en %",
    "comparison.stage": "Étape qui change le plus",
    "comparison.stageDifference": "Écart de cette étape",
    "comparison.errors": "Non calculable en {version}",
    "comparison.methodVersion": "Version comparée",
    "link": "Lien",
}
COMPARISON: Final = tuple(key for key in _FRENCH if key.startswith("comparison."))
_RATIOS: Final = frozenset({"printing.ratio", "airTransportRatio"})
_TEXTS: Final = frozenset(
    {
        *("uncountedStages", "declaredCheck", "warnings", "errors", "methodVersion", "link"),
        *("comparison.stage", "comparison.errors", "comparison.methodVersion", "portal"),
    }
)


class ResultColumns:
    """The columns of a result file: those of the input first, unchanged."""

    def __init__(
        self,
        layout: Layout | None,
        *,
        sector: Sector[Any, Any, Any],
        detail: str,
        level: str,
        links: bool,
        portal: bool = False,
        has_pef: bool = True,
        compared: str | None = None,
    ) -> None:
        self._stages, self._complements = _parts(sector, detail)
        self._counts = bool(self._complements)
        self._impacts = () if level == AGGREGATED else DETAILS
        self._links = links
        self._groups = layout is not None and layout.has_groups
        self._portal = portal
        self._has_pef = has_pef
        self._compared = compared
        self.given = JSON_HEADER if layout is None else layout.header
        french = layout is not None and layout.vocabulary == PORTAL
        named = GARMENT_STAGES if sector is TEXTILE else ()
        self._stage_names = {name: _title(f"stages.{name}") for name in named} if french else {}
        self._shown = {name: _title(f"stages.{name}") if french else name for name in self._stages}
        taken = set(self.given)
        self.names: list[str] = []
        keys = self._keys()
        for key in keys:
            name = _free(self._name(key) if french else key, taken)
            taken.add(name)
            self.names.append(name)
        self.are_texts = [key in _TEXTS for key in keys]
        self.ratios = frozenset(
            place
            for key, place in (layout.places if french and layout else {}).items()
            if key in _RATIOS or key.endswith(".share")
        )

    @property
    def header(self) -> list[str]:
        """All the column names, those of the input first."""
        return [*self.given, *self.names]

    def input(self, result: Result) -> Sequence[Cell]:
        """The input cells of a row, unchanged."""
        if result.header:
            return result.cells
        return (result.id, result.text.decode("utf-8", "replace"))

    def values(self, result: Result) -> list[Any]:
        """The result cells of a row: numbers, text, and None for what is absent."""
        figures = result.figures
        values: list[Any] = [
            figures.score,
            figures.score_per_100g,
            figures.durability,
            figures.without_durability,
            *_of(figures.stages, self._stages),
        ]
        if self._groups:
            whole = result.whole
            values += (None, None) if whole is None else (whole.score, whole.durability)
        if self._counts:
            values.append(", ".join([self._shown[name] for name in figures.uncounted]))
            values += _of(figures.complements, self._complements)
        if self._has_pef:
            values.append(figures.pef)
        if self._impacts:
            values += _of(figures.impacts, self._impacts)
        values += (
            result.declared_check,
            joined(map(_said, result.warnings)) if result.warnings else "",
            joined(map(_said, result.errors)) if result.errors else "",
            result.method_version,
        )
        if self._portal:
            values.append("" if result.portal is None else result.portal.sentence)
        if self._compared is not None:
            values += self._comparison(result)
        if self._links:
            values.append(result.link)
        return values

    def _comparison(self, result: Result) -> list[Any]:
        """The cells of the comparison with another version; empty for a rejected row."""
        found = result.compared
        if found is None:
            return [None, None, None, "", None, "", self._compared]
        stage = found.stage or ""
        return [
            found.score,
            found.difference,
            found.percent,
            self._stage_names.get(stage, stage),
            found.stage_difference,
            joined(map(_said, found.errors)) if found.errors else "",
            found.version,
        ]

    def _name(self, key: str) -> str:
        return _title(key).format(version=self._compared)

    def _keys(self) -> list[str]:
        """The keys of the result columns, in the order of ``values``."""
        return [
            "score",
            "scorePer100g",
            "durability",
            "scoreWithoutDurability",
            *(f"stages.{name}" for name in self._stages),
            *(["whole.score", "whole.durability"] if self._groups else []),
            *(["uncountedStages"] if self._counts else []),
            *(f"complements.{name}" for name in self._complements),
            *(["pef"] if self._has_pef else []),
            *(f"impacts.{trigram}" for trigram in self._impacts),
            "declaredCheck",
            "warnings",
            "errors",
            "methodVersion",
            *(["portal"] if self._portal else []),
            *(COMPARISON if self._compared is not None else []),
            *(["link"] if self._links else []),
        ]


def stage_title(stage: str) -> str:
    """The French name of a stage, of any sector.

    >>> stage_title("fabric"), stage_title("packaging")
    ('Tissage/tricotage', 'Emballage')
    """
    return _FRENCH.get(f"stages.{stage}") or FAMILIES.get(stage, stage)


def _parts(sector: Sector[Any, Any, Any], detail: str) -> tuple[Sequence[str], Sequence[str]]:
    """The stages and the complements that have columns."""
    if detail != STAGES:
        return (), ()
    if sector is TEXTILE:
        return GARMENT_STAGES, TEXTILE_COMPLEMENTS
    return breakdown.FAMILIES, ()


def _of(figures: Mapping[str, Any] | None, names: Sequence[str]) -> list[Any]:
    return [None] * len(names) if figures is None else list(map(figures.get, names))


def _said(about: Fault | Remark) -> str:
    return f"{about.column} : {about.message}" if about.column else about.message


def _title(key: str) -> str:
    return _FRENCH.get(key) or f"Impact {key.removeprefix('impacts.')}"


def _free(name: str, taken: set[str]) -> str:
    """A column name not yet in use, since a result file may be scored again."""
    number = 2
    free = name
    while free in taken:
        free = f"{name} {number}"
        number += 1
    return free
