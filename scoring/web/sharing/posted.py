"""Simulations posted by a page, each computed with its own method version."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.addresses import site_origin
from scoring.answers.sector import compute
from scoring.answers.sectors import FOOD, KINDS, OBJECT, TEXTILE, VELI
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.instance import is_shown, served_to
from scoring.methods import installed_versions, method_of
from scoring.web.bounds import LONGEST_NAME, TooLarge, check_lines
from scoring.web.posted_json import Unreadable, parsed, read_json
from scoring.web.refusals import told_all
from scoring.web.sharing.components import components_outcome
from scoring.web.sharing.composites import parts_outcome, set_outcome
from scoring.web.sharing.food import food_outcome
from scoring.web.sharing.outcome import Outcome
from scoring.web.sharing.textile import textile_outcome

MAXIMUM = 10
_LONGEST_VERSION = 40
_GENERAL = "general"

_OUTCOMES: Mapping[str, Callable[[Any, str], Outcome]] = {
    TEXTILE.name: textile_outcome,
    FOOD.name: food_outcome,
    OBJECT.name: components_outcome,
    VELI.name: components_outcome,
    TEXTILE_SET.name: set_outcome,
    TEXTILE_GARMENT.name: parts_outcome,
}


class ComparedSimulation(NamedTuple):
    """A computed simulation; ``position`` is its place among those posted."""

    name: str
    outcome: Outcome
    position: int = 0


class RefusedSimulation(NamedTuple):
    """A simulation that could not be computed, and why."""

    name: str
    message: str


def outcome_of(request: HttpRequest, sector: object, method: Method, body: object) -> Outcome:
    """Compute a simulation for the visitor. Raises ``InvalidQuery``."""
    found = KINDS.get(sector) if isinstance(sector, str) and is_shown(sector) else None
    if found is None:
        raise InvalidQuery({_GENERAL: _("Ce secteur n'est pas disponible sur cette instance.")})
    method.require(found.scope)
    # The session of a signed-in visitor gives access to detailed impacts, as a token does on the
    # API.
    served = served_to(method, entitled=request.user.is_authenticated)
    return _OUTCOMES[found.name](compute(found, method, body, served), site_origin(request))


def read_one(text: str) -> object:
    """Parse the request posted by a page. Raises ``Unreadable`` or ``TooLarge``."""
    try:
        return read_json("query", text)
    except Unreadable:
        raise Unreadable(_("La simulation envoyée n'est pas lisible.")) from None


def compute_all(
    request: HttpRequest, page_method: Method, text: str
) -> tuple[list[ComparedSimulation], list[RefusedSimulation]]:
    """Compute the simulations of a comparison; an invalid one does not stop the others.

    A simulation that names no method version uses the page's; one of a version that is not
    installed is refused, since another version's score would not be its own.

    Raises ``Unreadable`` if ``text`` is not a list of at most ten simulations.
    """
    try:
        # Each request in it has the limits of a single one.
        items = parsed(text)
    except Unreadable:
        items = None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Unreadable(_("Les simulations à comparer ne sont pas lisibles."))
    if len(items) > MAXIMUM:
        raise Unreadable(
            _("Au plus %(maximum)d simulations peuvent être comparées (ici : %(number)d).")
            % {"maximum": MAXIMUM, "number": len(items)}
        )
    compared: list[ComparedSimulation] = []
    refused: list[RefusedSimulation] = []
    for position, item in enumerate(items, 1):
        name = _name(item, position)
        try:
            method = _method(item.get("version"), page_method)
            check_lines(item.get("query"))
            outcome = outcome_of(request, item.get("sector"), method, item.get("query"))
        except InvalidQuery as error:
            refused.append(RefusedSimulation(name, faults_sentence(error)))
        except TooLarge as error:
            refused.append(RefusedSimulation(name, str(error)))
        else:
            compared.append(ComparedSimulation(name, outcome, position - 1))
    return compared, refused


def faults_sentence(error: InvalidQuery) -> str:
    """The errors of a request, field by field, in one line; a general one needs no name."""
    return " ".join(
        message
        if field == _GENERAL
        else _("{field} : {refusal}").format(field=field, refusal=message)
        for field, message in told_all(error.faults).items()
    )


def _name(item: dict[str, Any], position: int) -> str:
    name = item.get("name")
    if isinstance(name, str) and name.strip():
        return name.strip()[:LONGEST_NAME]
    return _("Simulation %(position)d") % {"position": position}


def _method(version: object, page_method: Method) -> Method:
    """A saved simulation's own method version, or the page's if it names none.

    Raises ``InvalidQuery``.
    """
    if version is None or version == "":
        return page_method
    if isinstance(version, str) and version in installed_versions():
        return method_of(version)
    told = _(
        "Enregistrée avec la version %(saved)s, qui n'est pas installée ici : elle n'est pas "
        "comparée."
    ) % {"saved": str(version)[:_LONGEST_VERSION]}
    raise InvalidQuery({_GENERAL: told})
