"""What the simulators of all sectors share."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.access import Access, access_of
from scoring.api.base import ApiView
from scoring.api.levels import HEADER, HEADERS, refuse_if_asked
from scoring.levels import Served, served_to


class SimulatorView(ApiView):
    """Base of the simulators; ``self.served`` is what the caller gets.

    ``simulate`` judges it by the flows of the simulation before it writes any figure: see
    ``scoring.levels``.
    """

    served: Served
    access = Access.ANONYMOUS

    def dispatch(
        self, request: HttpRequest, version: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Answer; a token that was sent in vain is told of on every answer, refusals too."""
        response = super().dispatch(request, version, **kwargs)
        for name, value in HEADERS[self.access].items():
            response.headers[name] = value
        return response

    def post(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Compute what the body asks for."""
        self.access = access_of(request)
        refuse_if_asked(self.access)
        self.served = served_to(self.method_version, entitled=self.access is Access.GRANTED)
        return self.simulate(request, **kwargs)

    def simulate(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Give the answer to be written; each simulator says how."""
        raise NotImplementedError

    def answer(self, request: HttpRequest, data: Any) -> HttpResponse:
        """Write the answer, with the level of its impacts."""
        response = super().answer(request, data)
        response.headers[HEADER] = self.served.level
        return response
