"""Views of the API: read the request, call the engine once, write the answer."""

from typing import Any

from django.http import HttpRequest

from scoring.api.addresses import textile_url
from scoring.api.base import ApiView
from scoring.api.body import read_json
from scoring.api.impacts import impacts_writer
from scoring.api.meta import AGGREGATED, meta
from scoring.engine.textile.description import describe
from scoring.engine.textile.echo import echo
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.engine.textile.warnings import warnings_of


class TextileSimulator(ApiView):
    """Impacts of a garment (api.md 5.1)."""

    def post(self, request: HttpRequest) -> dict[str, Any]:
        """Compute one garment."""
        method = self.method_version
        query = parse(method.dataset, read_json(request))
        simulation = simulate(method.textile, query)
        impacts = impacts_writer(method.scores)(compute_totals(simulation, method.scores).impacts)
        normalised = echo(query)
        return {
            "webUrl": textile_url(request, normalised),
            "impacts": impacts,
            "description": describe(simulation),
            "query": normalised,
            "meta": meta(method, AGGREGATED, warnings_of(simulation, impacts["ecs"])),
        }
