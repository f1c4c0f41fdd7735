"""Translates the identifiers of a request from one version to another (api.md 6.5).

Versions keep their former ids: a later one knows the ids of an earlier one, and the same table in
reverse leads from later ids to earlier ones. An id without an equivalent is left unchanged, and the
other version rejects it with its field and value.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scoring.engine.aliases import as_looked_for
from scoring.engine.cautions import Named
from scoring.engine.dataset import Dataset
from scoring.engine.decoding import ListOf, Record
from scoring.engine.method import Method


class Renamed(NamedTuple):
    """An id that is different in the other version, with the path of its field."""

    field: str
    former: str
    current: str
    name: str


class Missing(NamedTuple):
    """An id of a request that the other version lacks, and the record's name in its own version."""

    catalogue: str
    id: str
    name: str


class Translation(NamedTuple):
    """A request in the ids of another version; changed or missing ids are listed once each."""

    body: Any
    renamed: tuple[Renamed, ...]
    missing: tuple[Missing, ...]


def in_ids_of(record: Record, body: Any, source: Method, target: Method) -> Translation:
    """Translate a request of ``source`` to the ids of ``target``; ``record`` describes it."""
    ids = _Ids(source, target)
    translated = _record(record, body, ids, "")
    return Translation(translated, tuple(ids.renamed.values()), tuple(ids.missing.values()))


class _Ids:
    """The ids of two versions, and what was found while translating a request."""

    def __init__(self, source: Method, target: Method) -> None:
        self._source = source.dataset
        self._target = target.dataset
        self.renamed: dict[tuple[str, str], Renamed] = {}
        self.missing: dict[str, Missing] = {}

    def translate(self, place: str, catalogue: str, decoder: Any, value: Any) -> Any:
        """The target's id, or the same one if there is no equivalent."""
        records = _usable(self._target, catalogue)
        if records is None or type(value) is not str:
            return value
        identifier = as_looked_for(decoder, value)
        if identifier in records:
            return value
        for candidate in self._candidates(catalogue, identifier):
            if candidate in records:
                self.renamed[place, value] = Renamed(
                    field=place, former=value, current=candidate, name=records[candidate].name
                )
                return candidate
        current = self._source.aliases.get(catalogue, {}).get(identifier, identifier)
        known = (_usable(self._source, catalogue) or {}).get(current)
        if known is not None:
            self.missing.setdefault(value, Missing(catalogue, value, known.name))
        return value

    def _candidates(self, catalogue: str, identifier: str) -> Iterator[str]:
        later = self._target.aliases.get(catalogue, {})
        earlier = self._source.aliases.get(catalogue, {})
        if identifier in later:
            yield later[identifier]
        current = earlier.get(identifier, identifier)
        yield current
        if current in later:
            yield later[current]
        for former, now in earlier.items():
            if now == current:
                yield former
                if former in later:
                    yield later[former]


def _usable(dataset: Dataset, catalogue: str) -> Mapping[str, Named] | None:
    """The records that requests may name; None for a catalogue whose ids never change."""
    if catalogue == "ingredients":
        return {name: one for name, one in dataset.ingredients.items() if one.visible}
    return dataset.catalogues.get(catalogue)


def _record(record: Record, value: Any, ids: _Ids, path: str) -> Any:
    if type(value) is not dict:
        return value
    translated = dict(value)
    for field in record.fields:
        item = value.get(field.name)
        if item is None:
            continue
        place = path + field.name
        inner = record.inner.get(field.name)
        if inner is not None:
            translated[field.name] = (
                [_record(inner, part, ids, f"{place}[].") for part in item]
                if type(item) is list
                else _record(inner, item, ids, f"{place}.")
            )
        elif field.catalogue is not None:
            decoder: Any = field.decoder
            translated[field.name] = (
                [ids.translate(place, field.catalogue, decoder, part) for part in item]
                if isinstance(decoder, ListOf) and type(item) is list
                else ids.translate(place, field.catalogue, decoder, item)
            )
    return translated
