"""The endpoints of levers, differences and estimates of garments (decisions.md 2 to 4)."""

from typing import Any, ClassVar

from django.http import HttpRequest

from accounts.access import Access
from scoring.answers.levels import Served
from scoring.answers.products import TSHIRT
from scoring.answers.textile.decisions import differences_answer, estimate_answer, levers_answer
from scoring.answers.textile.requests import DIFFERENCES, ESTIMATE, LEVERS
from scoring.answers.textile.sector import TEXTILE
from scoring.api.base import Answer
from scoring.api.body import read_json
from scoring.api.charging import charge_or_refuse
from scoring.api.description.operations import Operation
from scoring.api.simulators import SimulatorView
from scoring.api.textile.decision_shapes import DifferencesAnswer, EstimateAnswer, LeversAnswer
from scoring.api.tokens import HEADER, refuse_if_asked
from scoring.engine.method import Method
from scoring.instance import served_to

_LABEL = {name: TSHIRT[name] for name in ("product", "materials", "countryMaking")}
_SHOWN = 2


class DecisionView(SimulatorView):
    """Base of the endpoints that compute a garment hundreds of times.

    Each call counts as several requests of the rate limit: ``further`` beyond the first, in
    proportion to the computation.
    """

    sector = TEXTILE
    further: ClassVar[int]

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Parse the request, charge its cost, and respond."""
        refuse_if_asked(access)
        body = read_json(request)
        charge_or_refuse(request, self.further)
        served = served_to(method, entitled=access is Access.GRANTED)
        return Answer(self.respond(method, body, served), {HEADER: served.level})

    def respond(self, method: Method, body: object, served: Served) -> dict[str, Any]:
        """The response as JSON data. Raises ``InvalidQuery``."""
        raise NotImplementedError

    def for_example(self, method: Method, body: object, served: Served) -> dict[str, Any]:
        """The response itself."""
        return self.respond(method, body, served)

    def example(self, computed: Any, origin: str, **route: str) -> dict[str, Any]:
        """The response, with each list truncated to its first items."""
        answer: dict[str, Any] = computed
        return {
            name: value[:_SHOWN] if isinstance(value, list) and name != "changes" else value
            for name, value in answer.items()
        }


class TextileLevers(DecisionView):
    """What would lower the score of a garment."""

    further = 4
    operation = Operation(
        name="textileLevers",
        tag=TEXTILE.name,
        summary="Ce qui abaisserait le score d'un vêtement",
        description="Les changements d'un champ qui abaissent le score, essayés un à un ; ce que "
        "coûte chaque champ laissé à son défaut ; les prochains seuils de la durabilité ; le "
        "meilleur ensemble de trois changements. Chaque change, fondu dans la demande et envoyé "
        "au simulateur, donne exactement son score. Compte pour cinq requêtes.",
        answer=LeversAnswer,
        body=("TextileLeversQuery", LEVERS),
        examples=(("T-shirt en coton", TSHIRT),),
    )

    def respond(self, method: Method, body: object, served: Served) -> dict[str, Any]:
        """The response."""
        return levers_answer(method, body, served)


class TextileDifferences(DecisionView):
    """Why two garments differ in score."""

    further = 3
    operation = Operation(
        name="textileDifferences",
        tag=TEXTILE.name,
        summary="Pourquoi deux vêtements n'ont pas le même score",
        description="La part de chaque champ qui diffère dans l'écart des deux scores, par la "
        "règle de Shapley : exacte jusqu'à huit champs, sur un échantillon d'ordres fixe au-delà, "
        "avec son erreur type. Les parts s'additionnent à l'écart. Compte pour quatre requêtes.",
        answer=DifferencesAnswer,
        body=("TextileDifferencesQuery", DIFFERENCES),
        examples=(
            (
                "Le même t-shirt, confectionné ailleurs et plus léger",
                {"from": TSHIRT, "to": TSHIRT | {"countryMaking": "FR", "mass": 0.15}},
            ),
        ),
    )

    def respond(self, method: Method, body: object, served: Served) -> dict[str, Any]:
        """The response."""
        return differences_answer(method, body, served)

    def spoilt(self, body: dict[str, Any], wrong: dict[str, Any]) -> dict[str, Any]:
        """An invalid second request."""
        return body | {"to": body["to"] | wrong}


class TextileEstimate(DecisionView):
    """A score from a label."""

    further = 19
    operation = Operation(
        name="textileEstimate",
        tag=TEXTILE.name,
        summary="Le score d'un vêtement d'après son étiquette",
        description="Le score par les valeurs par défaut, la fourchette où il se trouve, ses "
        "bornes, et ce qu'apporterait chaque information qui manque. Tout peut manquer, sauf la "
        "catégorie et une matière. Les hypothèses sont des données de la version, redites dans la "
        "réponse ; 2 000 tirages, toujours les mêmes. Ne vaut jamais pour une déclaration. "
        "Compte pour vingt requêtes.",
        answer=EstimateAnswer,
        body=("TextileEstimateQuery", ESTIMATE),
        examples=(("Étiquette d'un t-shirt", _LABEL),),
    )

    def respond(self, method: Method, body: object, served: Served) -> dict[str, Any]:
        """The response."""
        return estimate_answer(method, body, served)


ROUTES = (
    ("textile/levers", TextileLevers, "textile-levers"),
    ("textile/differences", TextileDifferences, "textile-differences"),
    ("textile/estimate", TextileEstimate, "textile-estimate"),
)
