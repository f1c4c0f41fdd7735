"""What the simulators of all sectors share."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import Access, access_of
from foundation.addresses import site_origin
from scoring.answers.sector import Computed, Sector, compute
from scoring.api.base import Answer, ApiView
from scoring.api.body import read_json
from scoring.api.tokens import HEADER, HEADERS, refuse_if_asked
from scoring.engine.method import Method
from scoring.instance import served_to


class SimulatorView(ApiView):
    """Base of the simulators: each names its sector and writes its answer."""

    sector: ClassVar[Sector[Any, Any, Any]]

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Answer; a token that was sent in vain is told of on every answer, refusals too."""
        access = access_of(request) if request.method == "POST" else Access.ANONYMOUS
        response = super().dispatch(request, version, access=access, **kwargs)
        for name, value in HEADERS[access].items():
            response.headers[name] = value
        return response

    def post(self, request: HttpRequest, method: Method, access: Access, **route: str) -> Answer:
        """Compute what the body asks for; ``route`` is what the address says beside it."""
        self.check(method, **route)
        computed = self.computed(request, method, access)
        answer = self.write(computed, site_origin(request), **route)
        return Answer(answer, {HEADER: computed.served.level})

    def computed(
        self, request: HttpRequest, method: Method, access: Access
    ) -> Computed[Any, Any, Any]:
        """The request of the body, computed at the level of its caller."""
        refuse_if_asked(access)
        served = served_to(method, entitled=access is Access.GRANTED)
        return compute(self.sector, method, read_json(request), served)

    def check(self, method: Method) -> None:
        """Refuse an address that leads nowhere; one that says nothing more is always right."""

    def write(self, computed: Computed[Any, Any, Any], origin: str) -> dict[str, Any]:
        """What is to be written as JSON; ``origin`` is the site's address."""
        raise NotImplementedError

    def example(
        self, computed: Computed[Any, Any, Any], origin: str, **route: str
    ) -> dict[str, Any]:
        """What the document shows of an answer."""
        return self.write(computed, origin, **route)

    def remark(self, computed: Computed[Any, Any, Any]) -> str:
        """What the document says of that answer's figures, if anything."""
        return ""
