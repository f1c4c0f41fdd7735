"""What the simulators of all sectors share."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from scoring.api.base import ApiView
from scoring.api.levels import HEADER, served_to_caller
from scoring.levels import Served


class SimulatorView(ApiView):
    """Base of the simulators; ``self.served`` is what the caller gets.

    ``simulate`` judges it by the flows of the simulation before it writes any figure: see
    ``scoring.levels``.
    """

    served: Served

    def post(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Compute what the body asks for."""
        self.served = served_to_caller(request, self.method_version)
        return self.simulate(request, **kwargs)

    def simulate(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Give the answer to be written; each simulator says how."""
        raise NotImplementedError

    def answer(self, request: HttpRequest, data: Any) -> HttpResponse:
        """Write the answer, with the level of its impacts."""
        response = super().answer(request, data)
        response.headers[HEADER] = self.served.level
        return response
