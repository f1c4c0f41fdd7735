"""The textile simulators (api.md 5.1 to 5.3)."""

from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.products import JEANS, TSHIRT
from scoring.answers.textile.sector import TEXTILE, Garment, detailed, summary
from scoring.api.description.operations import Operation
from scoring.api.errors import unknown_endpoint
from scoring.api.simulators import SimulatorView
from scoring.api.textile.shapes import (
    TextileAnswer,
    TextileDetailedAnswer,
    TextileImpactAnswer,
)
from scoring.engine.method import Method

EXAMPLES = (("T-shirt en coton", TSHIRT), ("Jean délavé", JEANS))


def _operation(name: str, summary: str, description: str, answer: Any) -> Operation:
    return Operation(
        name=name,
        tag=TEXTILE.name,
        summary=summary,
        description=description,
        answer=answer,
        body=("TextileQuery", TEXTILE.request),
        examples=EXAMPLES,
    )


class TextileSimulator(SimulatorView):
    """All impacts of a garment."""

    sector = TEXTILE
    operation = _operation(
        "textileSimulator",
        "Impacts d'un vêtement",
        "Tous les impacts d'un vêtement, après durabilité. Sans jeton, seuls les scores "
        "agrégés ont une valeur.",
        TextileAnswer,
    )

    def write(self, computed: Garment, origin: str) -> dict[str, Any]:
        """The short response."""
        return summary(computed, origin)


class TextileImpactSimulator(SimulatorView):
    """One impact of a garment."""

    sector = TEXTILE
    operation = _operation(
        "textileImpact",
        "Un seul impact d'un vêtement",
        "L'impact demandé, après durabilité. Sans jeton, un impact détaillé vaut 0.",
        TextileImpactAnswer,
    )

    def check(self, method: Method, impact: str = "ecs") -> None:
        """An unknown trigram makes the route unknown, whatever the body."""
        if impact not in method.dataset.impacts:
            raise unknown_endpoint()

    def write(self, computed: Garment, origin: str, impact: str = "ecs") -> dict[str, Any]:
        """The short response, for one impact."""
        return summary(computed, origin, impact)


class TextileDetailedSimulator(SimulatorView):
    """The life cycle of a garment, step by step."""

    sector = TEXTILE
    operation = _operation(
        "textileDetailed",
        "Cycle de vie détaillé d'un vêtement",
        "Le total avant et après durabilité, et les huit étapes avec leurs masses, leurs énergies, "
        "leurs transports et leurs impacts, avant durabilité. Une étape désactivée garde ses "
        "valeurs mais n'entre dans aucun total.",
        TextileDetailedAnswer,
    )

    def write(self, computed: Garment, origin: str) -> dict[str, Any]:
        """The whole breakdown."""
        return detailed(computed)

    def remark(self, computed: Garment) -> str:
        """How a figure before durability leads to the one after, in the example."""
        answer = detailed(computed)
        return _(
            "Toute valeur avant durabilité se divise par durability. Dans l'exemple, "
            "impactsWithoutDurability.ecs ÷ durability = impacts.ecs : "
            "{before:.2f} ÷ {durability:.2f} = {after:.2f}."
        ).format(
            before=answer["impactsWithoutDurability"]["ecs"],
            durability=answer["durability"],
            after=answer["impacts"]["ecs"],
        )
