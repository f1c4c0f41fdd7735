"""The names of the data in the visitor's language.

A method version's data, and the words the engine has for its codes, are French. Their English
names are ours, in ``names_en.csv``, under the French name rather than the id: a later version
that keeps a name keeps its translation, and a name without one stays French.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from scoring.engine.records import ImpactDefinition

_FILE = Path(__file__).with_name("names_en.csv")


class _Record(Protocol):
    @property
    def name(self) -> str: ...


Named = _Record | ImpactDefinition | str


def label(record: Named) -> str:
    """The name of a record, or of a name given in French, in the language of this request."""
    if isinstance(record, ImpactDefinition):
        return record.label_en if _is_english() else record.label_fr
    french = record if isinstance(record, str) else record.name
    return english_names().get(french, french) if _is_english() else french


def labels(records: Iterable[_Record]) -> list[str]:
    """The names of many records: the language of the request is asked for once."""
    if not _is_english():
        return [record.name for record in records]
    names = english_names()
    return [names.get(record.name, record.name) for record in records]


def stays_french(record: Named) -> bool:
    """Whether a name has no translation into the language of this request."""
    if isinstance(record, ImpactDefinition) or not _is_english():
        return False
    return (record if isinstance(record, str) else record.name) not in english_names()


def unit_label(unit: str) -> str:
    """The unit of a process as a page writes it; the data write ``m2`` and ``Item(s)``."""
    return {"m2": "m²", "m3": "m³", "Item(s)": _("pièce(s)")}.get(unit, unit)


@cache
def english_names() -> Mapping[str, str]:
    """English names by French name."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["french"]: row["english"] for row in csv.DictReader(file)}


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
