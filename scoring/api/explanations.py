"""The explain endpoints: a calculation line by line, or as a spreadsheet (decisions.md 1)."""

from typing import Any

from django.http import HttpRequest

from accounts.access import Access
from foundation.addresses import site_origin
from scoring.answers.explain import LARGEST_SPREADSHEET, explained, trace_of
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, POLO, PYJAMAS, TSHIRT
from scoring.answers.sector import Computed, Sector
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.spreadsheet import CONTENT_TYPE, heading_of, workbook_of
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.api.base import Answer
from scoring.api.description.operations import Operation, operation_name, query_name
from scoring.api.errors import ApiError
from scoring.api.explanation_shapes import Explanation
from scoring.api.simulators import SimulatorView
from scoring.api.tokens import HEADER
from scoring.engine.method import Method

JSON = "json"
SPREADSHEET = "xlsx"


class ExplainView(SimulatorView):
    """Base of the explain endpoints."""

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Compute the request in the body, and return every line of the calculation."""
        computed = self.computed(request, method, access)
        impact = request.GET.get("impact", "ecs")
        headers = {HEADER: computed.served.level}
        if not wants_spreadsheet(request):
            return Answer(explained(computed, impact), headers)
        trace = trace_of(computed, impact, LARGEST_SPREADSHEET)
        link = computed.link(site_origin(request), computed.sector.repeat(computed.query))
        file = {
            "Content-Type": CONTENT_TYPE,
            "Content-Disposition": f'attachment; filename="calcul-{impact}.xlsx"',
        }
        return Answer(workbook_of(trace, heading_of(computed, link)), headers | file)

    def example(
        self, computed: Computed[Any, Any, Any], origin: str, **route: str
    ) -> dict[str, Any]:
        """The line of the score and those it depends on; all the lines would be too long."""
        whole = explained(computed, "ecs")
        (last,) = (line for line in whole["lines"] if line["id"] == whole["result"])
        shown = {whole["result"], *(given["key"] for given in last["inputs"])}
        return whole | {"lines": [line for line in whole["lines"] if line["id"] in shown]}


def wants_spreadsheet(request: HttpRequest) -> bool:
    """Whether the client requests a spreadsheet, in the URL or with the ``Accept`` header.

    Raises ``ApiError`` for any other format.
    """
    asked = request.GET.get("format")
    if asked not in (None, JSON, SPREADSHEET):
        message = f"La forme « {asked} » n'existe pas (formes : {JSON}, {SPREADSHEET})."
        raise ApiError(400, {"format": message})
    if asked is not None:
        return asked == SPREADSHEET
    # Clients generated from the document declare that they accept both formats.
    return request.get_preferred_type(("application/json", CONTENT_TYPE)) == CONTENT_TYPE


def _operation(
    sector: Sector[Any, Any, Any], name: str, title: str, example: dict[str, Any]
) -> Operation:
    return Operation(
        name=f"{operation_name(sector)}Explain",
        tag=sector.scope,
        summary=f"Calcul {name}, ligne par ligne",
        description="Toutes les valeurs intermédiaires, notées pendant le calcul : formule, "
        "valeurs qui y entrent et leur origine (demande, valeur par défaut, donnée, constante, "
        "autre ligne). Chaque ligne se recalcule depuis ses entrées ; la dernière est le score. "
        "Aussi en tableur, aux formules vivantes.",
        answer=Explanation,
        body=(query_name(sector), sector.request),
        examples=((title, example),),
        parameters=("impact_explained", "format"),
        file=CONTENT_TYPE,
    )


ROUTES = tuple(
    (
        f"{path}/explain",
        ExplainView.of(sector, _operation(sector, name, title, example)),
        f"{sector.name}-explain",
    )
    for path, sector, name, title, example in (
        (
            TEXTILE_SET.simulator,
            TEXTILE_SET,
            "d'un lot de vêtements",
            "Lot de trois articles",
            PYJAMAS,
        ),
        (
            TEXTILE_GARMENT.simulator,
            TEXTILE_GARMENT,
            "d'un vêtement en plusieurs parties",
            "Polo en deux parties",
            POLO,
        ),
        (TEXTILE.name, TEXTILE, "d'un vêtement", "T-shirt en coton", TSHIRT),
        (FOOD.name, FOOD, "d'une recette", "Gâteau aux carottes", CARROT_CAKE),
        (OBJECT.name, OBJECT, "d'un objet", "Chaise à pieds d'acier", CHAIR),
        (VELI.name, VELI, "d'un véhicule léger", "Bacs moulés", BOX),
    )
)
