"""The lists of all sectors (api.md 5.4): bare arrays, in the order of the data."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Protocol

from django.http import HttpRequest

from scoring.answers.marking import N_
from scoring.answers.names import named_in
from scoring.api.base import Answer, ApiView
from scoring.api.description.operations import Operation
from scoring.api.language import language_of
from scoring.api.shapes import CountryItem, NamedItem
from scoring.engine.method import Method

# The translatable fields of an item.
_NAMES = ("name", "defaultOrigin")


class Listed(Protocol):
    """A record with an identifier and a name."""

    @property
    def id(self) -> str:
        """An identifier that never changes."""

    @property
    def name(self) -> str:
        """The French name."""


def list_operation(name: str, tag: str, summary: str, item: Any = NamedItem) -> Operation:
    """Describe a list in the OpenAPI document."""
    return Operation(
        name=name,
        tag=tag,
        summary=summary,
        description=N_("Dans l'ordre des données."),
        answer=list[item],
        parameters=("lang",),
    )


def named(records: Iterable[Listed]) -> list[NamedItem]:
    """Write records as items of a list."""
    return [{"id": record.id, "name": record.name} for record in records]


class ListView(ApiView):
    """Base of the lists: subclasses return their items."""

    def get(self, request: HttpRequest, method: Method) -> Answer:
        """Return the list, with English names on request (api.md 5.4)."""
        items = self.items(method)
        if language_of(request) == "en":
            items = [
                item | {key: named_in("en", item[key]) for key in _NAMES if key in item}
                for item in items
            ]
        return Answer(items)

    def items(self, method: Method) -> Sequence[Any]:
        """The items, in the order of the data."""
        raise NotImplementedError


class CountryList(ListView):
    """Base of the lists of a sector's countries."""

    scope: ClassVar[str]

    def items(self, method: Method) -> list[CountryItem]:
        """List the codes that the country fields of a request accept."""
        countries = method.dataset.countries.values()
        return [
            {"code": country.code, "name": country.name}
            for country in countries
            if self.scope in country.scopes
        ]
