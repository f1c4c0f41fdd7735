"""Fields and values of a garment's request in words: French here, other languages on pages."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.answers.words import decisions, textile
from scoring.engine.analysis.levers import Lever
from scoring.engine.french import NBSP, decimal
from scoring.engine.method import Method
from scoring.engine.vocabulary import textile as vocabulary

_CODES: Mapping[str, Mapping[str, str]] = {
    "business": textile.BUSINESSES,
    "fabricProcess": textile.FABRICS,
    "dyeingProcessType": textile.DYEINGS,
    "makingComplexity": textile.COMPLEXITIES,
    "materials.spinning": textile.SPINNINGS,
    "printing.kind": textile.PRINTINGS,
    "printing": textile.PRINTINGS,
}
_SHARES = frozenset(
    {"airTransportRatio", "makingWaste", "makingDeadStock", "printing.ratio", "share"}
)
# Decimals of each field's numbers, enough for every value that a lever may propose.
_DIGITS = 4
_THOUSANDS = re.compile(r"(?<=\d)(?=(\d{3})+$)")


def french_number(value: float, digits: int) -> str:
    """Write a number with a decimal comma and thousands separators.

    >>> french_number(16000, 0).replace(NBSP, " "), french_number(0.17, 4)
    ('16 000', '0,17')
    """
    whole, comma, rest = decimal(value, digits).partition(",")
    return _THOUSANDS.sub(NBSP, whole) + comma + rest


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Writes fields and values; ``say`` translates a marked text, ``name`` a name of the data.

    ``number`` formats a number with at most the given decimals.
    """

    say: Callable[[str], str] = _same
    name: Callable[[str], str] = _same
    number: Callable[[float, int], str] = french_number

    def field(self, method: Method, body: Mapping[str, Any], field: str) -> str:
        """The name of a field, with the fibre or the trim that it belongs to."""
        words = self.say(decisions.FIELDS[rule_of(field)])
        parts = field.split(".")
        if len(parts) == 1 or not parts[1].isdigit() or parts[-1] == "id":
            return words
        thing = self._thing(method, body, parts[0], int(parts[1]))
        return self.say(decisions.OF_A_FIBRE).format(field=words, fibre=thing) if thing else words

    def value(self, method: Method, field: str, value: Any) -> str:
        """A value of a field, as a request has it."""
        rule = rule_of(field)
        if value is None or value == []:
            return self.say(decisions.NONE)
        if isinstance(value, bool):
            return self.say(decisions.YES if value else decisions.NO)
        if rule in _CODES and not isinstance(value, Mapping):
            return _lower(self.say(_CODES[rule][value]))
        if rule.startswith("country") or rule == "materials.country":
            if value == vocabulary.UNKNOWN_COUNTRY:
                return self.say(decisions.UNKNOWN_COUNTRY)
            return self.name(method.dataset.countries[value].name)
        if rule == "materials.id":
            return self.name(method.dataset.materials[value].name)
        if rule == "product":
            return self.name(method.dataset.products[value].name)
        if rule in _SHARES and isinstance(value, int | float):
            return self._share(value)
        if isinstance(value, int | float):
            unit = decisions.UNITS.get(rule, "")
            text = self.number(value, _DIGITS)
            return f"{text}{NBSP}{unit}" if unit else text
        return self._several(method, rule, value)

    def lever(self, method: Method, body: Mapping[str, Any], lever: Lever) -> str:
        """A lever in one sentence, without a full stop."""
        after = self.value(method, lever.field, lever.after)
        before = self.value(method, lever.field, lever.before)
        field = self.field(method, body, lever.field)
        if lever.field == "mass":
            share = self._share(1 - lever.after / lever.before, 0)
            return self.say(decisions.LIGHTER).format(after=after, share=share)
        if lever.field == "printing":
            return self.say(decisions.UNPRINTED).format(before=before)
        if rule_of(lever.field) == "trims.quantity":
            return self.say(decisions.FEWER).format(field=field, after=after, before=before)
        words = decisions.STATED if lever.kind == "information" else decisions.CHANGED
        return self.say(words).format(field=field, after=after, before=before)

    def _thing(self, method: Method, body: Mapping[str, Any], name: str, position: int) -> str:
        """The fibre or the trim at a position of the request, or of the category's trims."""
        items: Sequence[Mapping[str, Any]] = body.get(name) or ()
        dataset = method.dataset
        if not items and name == "trims":
            trims = dataset.products[body["product"]].trims
            return self.name(trims[position].component.name)
        if name == "trims":
            return self._trim(method, items[position])
        identifier = str(items[position]["id"])
        current = dataset.aliases.get("materials", {}).get(identifier, identifier)
        material = dataset.materials.get(current)
        return "" if material is None else self.name(material.name)

    def _share(self, ratio: float, digits: int = 2) -> str:
        return f"{self.number(ratio * 100, digits)}{NBSP}%"

    def _several(self, method: Method, rule: str, value: Any) -> str:
        """Write a list, or a record such as a print."""
        if isinstance(value, Mapping):
            kind = self.value(method, "printing.kind", value["kind"])
            ratio = value.get("ratio")
            return kind if ratio is None else f"{kind}, {self._share(ratio)}"
        return ", ".join(self._item(method, rule, item) for item in value)

    def _item(self, method: Method, rule: str, item: Any) -> str:
        dataset = method.dataset
        if isinstance(item, int | float):
            return self._share(item)
        if isinstance(item, str):
            return self.say(textile.STEPS[item]) if item in vocabulary.STEPS else item
        if rule == "materials":
            identifier = str(item["id"])
            current = dataset.aliases.get("materials", {}).get(identifier, identifier)
            return f"{self._share(item['share'])} {self.name(dataset.materials[current].name)}"
        return f"{self.number(item['quantity'], 0)} {self._trim(method, item)}"

    def _trim(self, method: Method, item: Mapping[str, Any]) -> str:
        """A trim's own name if the request gives one, else that of its component, else its id."""
        own = str((item.get("custom") or {}).get("name") or "").strip()
        identifier = str(item["id"])
        component = method.dataset.components.get(identifier.lower())
        return own or (identifier if component is None else self.name(component.name))


def rule_of(field: str) -> str:
    """A path without list positions.

    >>> rule_of("materials.0.country"), rule_of("mass")
    ('materials.country', 'mass')
    """
    return ".".join(part for part in field.split(".") if not part.isdigit())


def _lower(text: str) -> str:
    """Write a label within a sentence; an acronym such as PME keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


FRENCH = Speech()
