"""The endpoints that compute a product in two versions of the method (api.md 6.5)."""

from itertools import takewhile
from typing import Any

from django.http import HttpRequest

from accounts.access import Access
from foundation.addresses import site_origin
from scoring.answers.levels import AGGREGATED
from scoring.answers.products import BOX, CHAIR, MANGO, TSHIRT
from scoring.answers.sector import Computed, Sector
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.versions.answer import answer_of
from scoring.answers.versions.comparison import compare
from scoring.api.base import Answer
from scoring.api.body import read_json
from scoring.api.description.operations import Operation
from scoring.api.errors import ApiError
from scoring.api.simulators import SimulatorView
from scoring.api.tokens import HEADER, refuse_if_asked
from scoring.api.version_difference_shapes import VersionDifferences
from scoring.engine.method import Method
from scoring.methods import installed_versions, method_of, other_version, published_versions


class VersionDifferencesView(SimulatorView):
    """Base of the endpoints; the two scores alone, which anyone may see."""

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Compute the request in the body in the version of the address, and in another."""
        refuse_if_asked(access)
        other = asked_version(request, method)
        compared = compare(self.sector, method, other, read_json(request))
        return Answer(answer_of(compared, site_origin(request)), {HEADER: AGGREGATED})

    def example(
        self, computed: Computed[Any, Any, Any], origin: str, **route: str
    ) -> dict[str, Any]:
        """The response to the example in a later version, or in the same version if there is none.

        A document uses the ids and the scores of its own version.
        """
        method = computed.method
        later = takewhile(lambda version: version != method.version, published_versions())
        others = [method_of(version) for version in later]
        alike = (one for one in others if one.scores.trigrams == method.scores.trigrams)
        body = self.sector.repeat(computed.query)
        return answer_of(compare(self.sector, method, next(alike, method), body), origin)


def asked_version(request: HttpRequest, method: Method) -> Method:
    """The version of ``?to=``, else the newest other one. Raises ``ApiError`` if not installed."""
    asked = request.GET.get("to")
    if asked is None:
        return method_of(other_version(method.version))
    versions = installed_versions()
    if asked not in versions:
        message = (
            f"La version « {asked[:40]} » n'est pas installée (versions : {', '.join(versions)})."
        )
        raise ApiError(400, {"to": message})
    return method_of(asked)


def _operation(
    sector: Sector[Any, Any, Any], name: str, title: str, example: dict[str, Any]
) -> Operation:
    return Operation(
        name=f"{sector.name}VersionDifferences",
        tag=sector.name,
        summary=f"{name} dans deux versions de la méthode",
        description="Les scores dans la version de l'adresse et dans une autre, étape par étape, "
        "et les procédés dont les points changent le plus. Les identifiants sont traduits d'une "
        "version à l'autre. Ce que l'autre version refuse est dit être d'elle.",
        answer=VersionDifferences,
        body=(f"{sector.name.capitalize()}Query", sector.request),
        examples=((title, example),),
        parameters=("to",),
    )


ROUTES = tuple(
    (
        f"{sector.name}/versions/differences",
        VersionDifferencesView.of(sector, _operation(sector, name, title, example)),
        f"{sector.name}-version-differences",
    )
    for sector, name, title, example in (
        (TEXTILE, "Un vêtement", "T-shirt en coton", TSHIRT),
        (FOOD, "Une recette", "Mangue du Brésil, par bateau", MANGO),
        (OBJECT, "Un objet", "Chaise à pieds d'acier", CHAIR),
        (VELI, "Un véhicule léger", "Bacs moulés", BOX),
    )
)
