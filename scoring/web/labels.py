"""The names of the data in the visitor's language (``scoring.answers.names``)."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from scoring.answers.names import english_names, named_in
from scoring.answers.words.trace import UNITS
from scoring.engine.records import ImpactDefinition


class _Record(Protocol):
    @property
    def name(self) -> str: ...


Named = _Record | ImpactDefinition | str


def label(record: Named) -> str:
    """The name of a record, or of a name given in French, in the language of this request."""
    if isinstance(record, ImpactDefinition):
        return record.label_en if is_english() else record.label_fr
    french = record if isinstance(record, str) else record.name
    return named_in(language(), french)


def labels(records: Iterable[_Record]) -> list[str]:
    """The names of many records, looking up the language of the request only once."""
    if not is_english():
        return [record.name for record in records]
    names = english_names()
    return [names.get(record.name, record.name) for record in records]


def in_language(words: Mapping[str, str]) -> Mapping[str, Any]:
    """A table of French words, each translated lazily into the language of the request."""
    return {code: gettext_lazy(text) for code, text in words.items()}


def yes_or_no(value: bool) -> str:
    """The translated word for yes or no."""
    return _("oui") if value else _("non")


def stays_french(record: Named) -> bool:
    """Whether a name has no translation in the language of this request."""
    if isinstance(record, ImpactDefinition) or not is_english():
        return False
    return (record if isinstance(record, str) else record.name) not in english_names()


def impact_unit(definition: ImpactDefinition) -> str:
    """The unit of an impact, in the language of this request."""
    return definition.unit_en if is_english() else definition.unit_fr


def unit_label(unit: str) -> str:
    """A unit as pages write it, by its spelling in the data, such as ``m2`` and ``Item(s)``."""
    return "/".join(_(UNITS[part]) if part in UNITS else part for part in unit.split("/"))


def language() -> str:
    """The language of the request: ``en`` or ``fr``."""
    return "en" if is_english() else "fr"


def is_english() -> bool:
    """Whether the request is in English."""
    return (get_language() or "").startswith("en")
