"""Where the numbers of a line come from, each with a link to its source."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.spreadsheet import ORIGINS
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line, Origin, Quantity, Sourced
from scoring.web import figures
from scoring.web.labels import unit_label, yes_or_no
from scoring.web.trace.words import (
    code_label,
    figure_label,
    line_label,
    translated,
)

# The data sets of the explorer; for garments, components have another name.
_DATA_SETS = {
    "products": "categories",
    "materials": "matieres",
    "countries": "pays",
    "distances": "pays",
    "processes": "procedes",
    "ingredients": "ingredients",
    "components": "composants",
}
_TRIMS = "accessoires"
_TEXTILE = "textile"


class NumberSource(NamedTuple):
    """A number of a formula: its name and its source.

    ``href`` links to the record in the explorer, "" if there is none.
    """

    name: str
    value: str
    origin: str
    href: str = ""


class Sources(NamedTuple):
    """Finds the sources of the numbers of one trace; ``explorer`` is the base path of links."""

    method: Method
    sector: str
    explorer: str
    lines: Mapping[str, Line]

    def of(self, line: Line) -> Iterator[NumberSource]:
        """The inputs of a line, in the order of its formula."""
        for known in line.inputs.values():
            value = self.written(known.value, known.unit)
            if known.origin is Origin.LINE:
                yield NumberSource(line_label(self.lines[known.key]), value, "")
            else:
                origin = _(ORIGINS[known.origin])
                if known.section:
                    origin = _("{origin}, section {section}").format(
                        origin=origin, section=known.section
                    )
                record = self.record(known.key)
                yield NumberSource(self._name(known), value, origin, href=record)

    def written(self, value: Quantity, unit: str = "") -> str:
        """A value of a line: a number with its unit, or a code in words."""
        if isinstance(value, bool):
            return yes_or_no(value)
        if isinstance(value, int | float):
            return figures.with_unit(figures.significant(value), unit_label(unit))
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(code_label(self.method, code) for code in codes)

    def record(self, key: str) -> str:
        """The explorer page of the record that a key refers to."""
        data_set, _dot, rest = key.partition(".")
        identifier = rest.partition(".")[0].partition("/")[0]
        page = _DATA_SETS.get(data_set)
        if page is None or not self._is_shown(data_set, identifier):
            return ""
        if data_set == "components" and self.sector == _TEXTILE:
            page = _TRIMS
        return f"{self.explorer}{page}/{identifier}/"

    def _name(self, known: Sourced) -> str:
        name = figure_label(known.key)
        return f"{translated(known.process)}, {name}" if known.process else name

    def _is_shown(self, data_set: str, identifier: str) -> bool:
        """Whether the explorer of the sector has the record; the key may also be a field's."""
        dataset = self.method.dataset
        if data_set == "distances":
            data_set = "countries"
        record: Any = getattr(dataset, data_set).get(identifier)
        if record is None or not getattr(record, "visible", True):
            return False
        scopes = getattr(record, "scopes", None)
        return scopes is None or self.sector in scopes
