"""What the simulators of all sectors share."""

from typing import Any, ClassVar, Self, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import Access, access_of
from foundation.addresses import site_origin
from scoring.answers.levels import Served
from scoring.answers.sector import Computed, Sector, compute
from scoring.api.base import Answer, ApiView
from scoring.api.body import read_json
from scoring.api.description.operations import Operation
from scoring.api.tokens import HEADER, HEADERS, refuse_if_asked
from scoring.engine.method import Method
from scoring.instance import served_to


class SimulatorView(ApiView):
    """Base of the simulators: each defines its sector and writes its response."""

    sector: ClassVar[Sector[Any, Any, Any]]

    @classmethod
    def of(cls, sector: Sector[Any, Any, Any], operation: Operation) -> type[Self]:
        """This view for a sector; ``operation`` is its description in the document."""
        return cast(
            "type[Self]", type(cls.__name__, (cls,), {"sector": sector, "operation": operation})
        )

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Respond; a token without effect is reported on every response, including errors."""
        access = access_of(request) if request.method == "POST" else Access.ANONYMOUS
        response = super().dispatch(request, version, access=access, **kwargs)
        for name, value in HEADERS[access].items():
            response.headers[name] = value
        return response

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Compute the request in the body; ``route`` has the other URL parameters."""
        self.check(method, **route)
        computed = self.computed(request, method, access)
        answer = self.write(computed, site_origin(request), **route)
        return Answer(answer, {HEADER: computed.served.level})

    def computed(
        self, request: HttpRequest, method: Method, access: Access
    ) -> Computed[Any, Any, Any]:
        """The request in the body, computed at the level of its caller."""
        refuse_if_asked(access)
        served = served_to(method, entitled=access is Access.GRANTED)
        body = read_json(request)
        self.count(request, body)
        return compute(self.sector, method, body, served)

    def count(self, request: HttpRequest, body: object) -> None:
        """Charge the cost of a body beyond one request: none for a single product."""

    def for_example(self, method: Method, body: object, served: Served) -> Any:
        """The response shown in ``example``. Raises ``InvalidQuery``."""
        return compute(self.sector, method, body, served)

    def spoilt(self, body: dict[str, Any], wrong: dict[str, Any]) -> dict[str, Any]:
        """An invalid example request, to show its error messages."""
        return body | wrong

    def check(self, method: Method) -> None:
        """Reject a URL with invalid parameters; without parameters there is nothing to check."""

    def write(self, computed: Computed[Any, Any, Any], origin: str) -> dict[str, Any]:
        """The response as JSON data; ``origin`` is the site's address."""
        raise NotImplementedError

    def example(
        self, computed: Computed[Any, Any, Any], origin: str, **route: str
    ) -> dict[str, Any]:
        """The example response shown in the document."""
        return self.write(computed, origin, **route)

    def remark(self, computed: Computed[Any, Any, Any]) -> str:
        """The document's remark about the figures of that example, if any."""
        return ""
