"""Sets, and garments in several parts (catalogue.md 6)."""

from typing import Any, ClassVar

from django.http import HttpRequest

from accounts.access import Access
from foundation.addresses import site_origin
from scoring.answers.products import POLO, PYJAMAS
from scoring.answers.textile.composites import (
    TEXTILE_GARMENT,
    TEXTILE_SET,
    GarmentInParts,
    TextileSet,
    garment_answer,
    set_answer,
)
from scoring.api.base import Answer
from scoring.api.batch.parameters import yes_or_no
from scoring.api.charging import charge_or_refuse
from scoring.api.composites.shapes import TextileGarmentAnswer, TextileSetAnswer
from scoring.api.description.operations import Operation, query_name
from scoring.api.simulators import SimulatorView
from scoring.api.tokens import HEADER
from scoring.batches.pace import further_requests
from scoring.engine.method import Method


class TextileSets(SimulatorView):
    """All impacts of a set."""

    sector = TEXTILE_SET
    operation: ClassVar[Operation] = Operation(
        name="textileSets",
        tag=TEXTILE_SET.scope,
        summary="Impacts d'un lot",
        description="Plusieurs vêtements vendus sous une référence. Le prix est réparti entre les "
        "articles en proportion du prix par défaut de leurs catégories ; le score est la somme de "
        "ceux des articles, chacun divisé par sa propre durabilité. Un lot de plus de cent "
        "articles compte pour une requête de plus par centaine.",
        answer=TextileSetAnswer,
        body=(query_name(TEXTILE_SET), TEXTILE_SET.request),
        examples=(("Lot de trois articles", PYJAMAS),),
    )

    def count(self, request: HttpRequest, body: object) -> None:
        """Charge the items beyond the first hundred, like those of a batch."""
        items = body.get("products") if isinstance(body, dict) else None
        if isinstance(items, list):
            charge_or_refuse(request, further_requests(len(items)))

    def write(self, computed: TextileSet, origin: str) -> dict[str, Any]:
        """The set and its items."""
        return set_answer(computed, origin)


class TextileGarments(SimulatorView):
    """All impacts of a garment in several parts."""

    sector = TEXTILE_GARMENT
    operation: ClassVar[Operation] = Operation(
        name="textileGarments",
        tag=TEXTILE_GARMENT.scope,
        summary="Impacts d'un vêtement en plusieurs parties",
        description="Chaque partie est calculée comme un vêtement de sa propre masse ; la "
        "confection et les accessoires ne comptent qu'avec la partie principale. Catégorie, prix, "
        "références, entreprise et durabilité physique sont ceux du vêtement. Les deux formes "
        "simplifiées de la notice se demandent par simplification, ou côte à côte par compare.",
        answer=TextileGarmentAnswer,
        body=(query_name(TEXTILE_GARMENT), TEXTILE_GARMENT.request),
        examples=(("Polo en deux parties", POLO),),
        parameters=("compare",),
    )

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Compute the garment in the body, and the simplified forms if asked for."""
        compare = yes_or_no(request, "compare")
        computed = self.computed(request, method, access)
        answer = garment_answer(computed, site_origin(request), compare=compare)
        return Answer(answer, {HEADER: computed.served.level})

    def write(self, computed: GarmentInParts, origin: str) -> dict[str, Any]:
        """The garment and its parts."""
        return garment_answer(computed, origin)


ROUTES = (
    (TEXTILE_SET.simulator, TextileSets, "textile-sets"),
    (TEXTILE_GARMENT.simulator, TextileGarments, "textile-garments"),
)
