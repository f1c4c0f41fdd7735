"""The batch endpoints: many requests of a sector in one (api.md 6.2)."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest

from accounts.access import Access
from foundation.faults import log_fault, told_of
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, JEANS, MANGO, TSHIRT
from scoring.answers.sector import Sector
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.api.base import Answer
from scoring.api.batch.answering import BatchWork, answers
from scoring.api.batch.parameters import Wanted, wanted_of
from scoring.api.batch.reading import A_BATCH_IS, JSON, LINES, Batch, places_in, read_batch
from scoring.api.batch.shapes import ComponentsBatchAnswer, FoodBatchAnswer, TextileBatchAnswer
from scoring.api.body import MALFORMED
from scoring.api.charging import charge_or_refuse
from scoring.api.description.operations import Operation
from scoring.api.simulators import SimulatorView
from scoring.api.tokens import HEADER, refuse_if_asked
from scoring.batches.pace import further_requests
from scoring.engine.method import Method
from scoring.instance import served_to


class BatchView(SimulatorView):
    """Base of the batch endpoints."""

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Read the items, charge their cost, and respond to them one by one.

        Raises ``ApiError`` for an invalid batch or one that is too large, before any item is
        computed.
        """
        refuse_if_asked(access)
        wanted = wanted_of(request)
        batch = read_batch(request)
        charge_or_refuse(request, further_requests(len(batch.places)))

        def fault(error: Exception) -> str:
            log_fault(request, error)
            return told_of(request, error)

        served = served_to(method, entitled=access is Access.GRANTED)
        work = BatchWork(
            sector=self.sector, method=method, served=served, wanted=wanted, fault=fault
        )
        headers = {HEADER: served.level, "Content-Type": JSON if batch.array else LINES}
        return Answer(answers(batch, work), headers)

    def refused_example(self) -> str:
        """The document's example of an error: a body that is not a batch."""
        return f"{MALFORMED} : {A_BATCH_IS} (ligne 1, colonne 1)."

    def examples(self, method: Method, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The document's examples of responses to some items."""
        body = orjson.dumps(items)
        served = served_to(method, entitled=False)
        work = BatchWork(
            sector=self.sector, method=method, served=served, wanted=Wanted(), fault=str
        )
        batch = Batch(body=body, places=places_in(body), array=True)
        found: list[dict[str, Any]] = orjson.loads(b"".join(answers(batch, work)))
        return found


def _operation(
    sector: Sector[Any, Any, Any],
    answer: Any,
    summary: str,
    title: str,
    items: Sequence[dict[str, Any]],
) -> Operation:
    return Operation(
        name=f"{sector.name}Batch",
        tag=sector.name,
        summary=summary,
        description="Jusqu'à plusieurs milliers de demandes en une : un tableau JSON, ou une "
        "demande par ligne (application/x-ndjson). Les réponses ont la même forme et viennent dans "
        "le même ordre, à mesure qu'elles sont calculées. Chaque élément a son statut, et les "
        "chiffres ou les erreurs qu'il aurait eus seul ; le statut de la réponse est 200 dès que "
        "le corps est un lot. Un lot compte pour une requête, plus une par centaine d'éléments "
        "au-delà des cent premiers.",
        answer=list[answer],
        body=(f"{sector.name.capitalize()}Query", sector.request),
        examples=((title, list(items)),),
        parameters=("detail", "echo"),
        forms=(LINES,),
    )


ROUTES = tuple(
    (
        f"{sector.simulator}/batch",
        BatchView.of(sector, _operation(sector, answer, summary, title, items)),
        f"{sector.name}-batch",
    )
    for sector, answer, summary, title, items in (
        (
            TEXTILE,
            TextileBatchAnswer,
            "Impacts de plusieurs vêtements",
            "Deux vêtements",
            (TSHIRT, JEANS),
        ),
        (
            FOOD,
            FoodBatchAnswer,
            "Impacts de plusieurs recettes",
            "Deux recettes",
            (CARROT_CAKE, MANGO),
        ),
        (
            OBJECT,
            ComponentsBatchAnswer,
            "Impacts de plusieurs objets",
            "Deux objets",
            (CHAIR, CHAIR),
        ),
        (
            VELI,
            ComponentsBatchAnswer,
            "Impacts de plusieurs véhicules légers",
            "Deux véhicules",
            (BOX, BOX),
        ),
    )
)
