"""The views of every simulator: the page, its live updates, its links, its examples.

Nothing is stored: posted data is computed and displayed. These views change no state, so they need
no CSRF token.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scoring.answers.examples import Known, example_of
from scoring.answers.links import page_fragment
from scoring.answers.sector import Sector, notable
from scoring.answers.sectors import SECTORS
from scoring.answers.versions.identifiers import in_ids_of
from scoring.engine.aliases import in_current_ids
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.web.bounds import TooLarge, check_length, check_lines
from scoring.web.cautions import by_field, sentences
from scoring.web.elsewhere import FROM, elsewhere
from scoring.web.examples import example_options, examples_of
from scoring.web.labels import label
from scoring.web.posted_json import Unreadable, read_json
from scoring.web.refusals import told_all
from scoring.web.scores import ColumnResults, impact_options
from scoring.web.sharing.panel import shared
from scoring.web.trace.explanation import explained
from scoring.web.version_differences import differences_page, refused_page
from scoring.web.versions import explorer_of, notices_of, root_of, sector_method
from scoring.web.weighing import ShownProduct, compute_shown

# The form of a sector, a ``SectorForm``.
Form = Any

_RESET = "reset"
# Prefix of the action that opens a card's calculation, followed by the card's code.
_EXPLAIN = "explain:"


class SectorTemplates(NamedTuple):
    """A sector's templates: the page, the part re-rendered when controls change, a live update."""

    page: str
    simulator: str
    update: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """What a sector provides to the views.

    The page opens with ``default``, or with what ``opening`` takes from the version; ``empty``
    replaces a request that cannot be parsed.
    ``refusals`` gives the errors of what was typed, by control. ``draw`` builds the template
    context: from a form, its errors, its product if there are none, and the cautions by field.
    ``pickers`` are the options of the dialogs. A change to a control whose name matches ``redrawn``
    changes which controls are shown. ``name_of`` is the default name of a computed product.
    """

    sector: Sector[Any, Any, Any]
    templates: SectorTemplates
    default: Mapping[str, Any]
    empty: Mapping[str, Any]
    form_of: Callable[[Mapping[str, Any], str], Form]
    posted_form: Callable[[Method, QueryDict], Form]
    act: Callable[[Method, Form, str], None]
    refusals: Callable[[Method, Form], Mapping[str, str]]
    draw: Callable[
        [Method, Form, Mapping[str, str], ShownProduct | None, Mapping[str, str]], dict[str, Any]
    ]
    results: Callable[[ShownProduct], ColumnResults]
    pickers: Callable[[Method], dict[str, Any]]
    redrawn: re.Pattern[str]
    name_of: Callable[[Any], str]
    opening: Callable[[Method], Mapping[str, Any]] | None = None

    @property
    def is_compared(self) -> bool:
        """Whether two versions can be compared: not for sets and garments in parts."""
        return self.sector.name in SECTORS

    @property
    def urls(self) -> list[URLPattern]:
        """The URL patterns of the sector."""
        name = self.sector.name
        versions = path(
            "versions/",
            csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(self.differences)),
            name=f"{name}-versions",
        )
        return [
            *([versions] if self.is_compared else []),
            path(
                "", csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(self.page)), name=name
            ),
            path("fragment/", csrf_exempt(require_POST(self.fragment)), name=f"{name}-fragment"),
            path(
                "explication/",
                csrf_exempt(require_POST(self.explanation)),
                name=f"{name}-explanation",
            ),
            path("lien/", csrf_exempt(require_POST(self.link)), name=f"{name}-link"),
            path("exemples/<uuid:identifier>/", require_GET(self.example), name=f"{name}-example"),
        ]

    def page(self, request: HttpRequest, version: str | None = None) -> HttpResponse:
        """The page with its default product, or with the posted one."""
        method = sector_method(version, self.sector)
        if request.method != "POST":
            return self._page(request, method, self._opened(self._default(method), "ecs"))
        if FROM in request.POST:
            return self._from_another(request, method)
        action = _action(request.POST)
        try:
            form, refusal = self._acted(method, request.POST, action)
        except TooLarge as error:
            return _too_large(request, error)
        # Without scripts, a button reloads the page with its card's calculation open.
        explained = action.removeprefix(_EXPLAIN) if action.startswith(_EXPLAIN) else ""
        return self._page(request, method, form, refusal, explained)

    def fragment(self, request: HttpRequest, version: str | None = None) -> HttpResponse:
        """A live update: the results and figures, or the whole simulator."""
        method = sector_method(version, self.sector)
        action = request.POST.get("action", "")
        try:
            form, refusal = self._acted(method, request.POST, action)
        except TooLarge as error:
            # The browser keeps what was typed: only the results are replaced, by the error.
            return render(request, "simulators/_results.html", {"errors": {"": str(error)}})
        context = self._context(request, method, form, refusal)
        changed = request.POST.get("changed", "").split()
        if not action and not any(map(self.redrawn.fullmatch, changed)):
            return render(request, self.templates.update, context)
        return _in_place_of_all(render(request, self.templates.simulator, context))

    def explanation(self, request: HttpRequest, version: str | None = None) -> HttpResponse:
        """How the figure of a card was computed, requested when its explanation is opened."""
        method = sector_method(version, self.sector)
        template = "simulators/_explanation.html"
        try:
            form, _refusal = self._acted(method, request.POST, "")
        except TooLarge as error:
            return render(request, template, {"fault": str(error)})
        query, _errors = self.read(method, form)
        if query is None:
            fault = _("Le calcul attend une correction du formulaire.")
            return render(request, template, {"fault": fault})
        product = compute_shown(request, self.sector, method, query, form.impact)
        card = request.POST.get("card", "total")
        explorer = explorer_of(request, self.sector)
        return render(request, template, explained(product, card, explorer))

    def link(self, request: HttpRequest, version: str | None = None) -> HttpResponse:
        """The simulator for a shared link: a script posts the request in its fragment."""
        method = sector_method(version, self.sector)
        try:
            query = read_json("query", request.POST.get("query", ""))
            body = self.sector.normalise(method, query)
        except TooLarge as error:
            return _broken_link(request, {"too_large": str(error)})
        except (Unreadable, InvalidQuery) as error:
            faults = error.faults if isinstance(error, InvalidQuery) else {}
            return _broken_link(request, {"faults": faults})
        form = self._opened(body, request.POST.get("impact", "ecs"))
        context = self._context(request, method, form)
        context["link_notes"] = sentences(notable(self.sector, method, query))
        return _in_place_of_all(render(request, self.templates.simulator, context))

    def differences(self, request: HttpRequest, version: str | None = None) -> HttpResponse:
        """The posted product in two versions: both scores, and what moved most."""
        method = sector_method(version, self.sector)
        return differences_page(request, self.sector, method, self._posted)

    def example(
        self, request: HttpRequest, identifier: UUID, version: str | None = None
    ) -> HttpResponse:
        """The page with a published example."""
        method = sector_method(version, self.sector)
        for known in self._examples(method):
            if known.example.id == str(identifier):
                return self._page(request, method, self._opened(known.query, "ecs"))
        raise Http404

    def _from_another(self, request: HttpRequest, method: Method) -> HttpResponse:
        """The product of a form that the page of another version posted, in this version's ids."""
        former = sector_method(request.POST[FROM], self.sector)
        try:
            query = self._posted(former, request.POST)
            body = in_ids_of(self.sector.request, query, former, method).body
            opened = self.sector.normalise(method, body)
        except TooLarge as error:
            return _too_large(request, error)
        except (Unreadable, InvalidQuery) as error:
            return refused_page(request, error, method.version, moved=True)
        return self._page(request, method, self._opened(opened, request.POST.get("impact", "ecs")))

    def _posted(self, method: Method, data: QueryDict) -> dict[str, Any]:
        """The normalised request of a posted form, or of the JSON that a page holds.

        Raises ``InvalidQuery``, ``Unreadable`` or ``TooLarge``.
        """
        if "query" in data:
            return self.sector.normalise(method, read_json("query", data.get("query", "")))
        form, _refusal = self._acted(method, data, "")
        query, errors = self.read(method, form)
        if errors:
            raise InvalidQuery(errors)
        return self.sector.reopen(query)

    def _acted(self, method: Method, data: QueryDict, action: str) -> tuple[Form, str]:
        """The posted form after a button's action, or unchanged with the reason.

        Raises ``TooLarge`` for a form larger than our pages ever render.
        """
        form = self._bounded(self.posted_form(method, data))
        try:
            if action.partition(":")[0] == _RESET:
                return self._bounded(self._reset(method, form)), ""
            self.act(method, form, action)
            return self._bounded(form), ""
        except TooLarge as error:
            return self.posted_form(method, data), str(error)

    def _bounded(self, form: Form) -> Form:
        check_length("initial", form.initial)
        check_lines(form.body())
        return form

    def _default(self, method: Method) -> Mapping[str, Any]:
        """The initial product: ours, or one of the version's examples if it cannot be used."""
        given = self.default if self.opening is None else self.opening(method)
        default: Mapping[str, Any] = in_current_ids(given, method.dataset.aliases)
        try:
            return self.sector.normalise(method, default)
        except InvalidQuery:
            own = (known.query for known in self._examples(method) if any(known.query.values()))
            return next(own, default)

    def _reset(self, method: Method, form: Form) -> Form:
        """The form as initially opened; an empty one if that cannot be parsed."""
        try:
            query = self.sector.normalise(method, read_json("initial", form.initial))
        except (Unreadable, InvalidQuery):
            query = dict(self.empty)
        return form.reset_to(self.form_of(query, form.impact))

    def read(self, method: Method, form: Form) -> tuple[Any, dict[str, str]]:
        """The query of a form, or its errors by control."""
        errors = {name: text for name, text in self.refusals(method, form).items() if text}
        if errors:
            return None, errors
        try:
            return self.sector.parse(method, form.body()), {}
        except InvalidQuery as error:
            return None, told_all(error.faults)

    def _examples(self, method: Method) -> tuple[Known, ...]:
        return examples_of(method.version, self.sector.name)

    def _opened(self, query: Mapping[str, Any], impact: str) -> Form:
        """The form of a normalised request, which "reset" restores."""
        form = self.form_of(query, impact)
        form.initial = orjson.dumps(query).decode()
        return form

    def _page(
        self,
        request: HttpRequest,
        method: Method,
        form: Form,
        refusal: str = "",
        card: str = "",
    ) -> HttpResponse:
        context = self._context(request, method, form, refusal, card) | self.pickers(method)
        context["version_notices"] = notices_of(method, self.sector.scope)
        context["example_options"] = example_options(self._examples(method))
        context["example_links"] = f"{context['address']}exemples/"
        status = 400 if context["errors"] else 200
        return render(request, self.templates.page, context, status=status)

    def _context(
        self,
        request: HttpRequest,
        method: Method,
        form: Form,
        refusal: str = "",
        card: str = "",
    ) -> dict[str, Any]:
        """The template context; ``refusal`` says why a button had no effect.

        ``card`` is the one whose calculation is rendered too.
        """
        query, errors = self.read(method, form)
        product, warnings = None, {}
        if query is not None:
            product = compute_shown(request, self.sector, method, query, form.impact)
            warnings = by_field(product.computed.cautions({}))
        drawn = {"errors": errors} | self.draw(method, form, errors, product, warnings)
        if refusal:
            drawn["errors"] = {"": refusal} | errors
        explorer = explorer_of(request, self.sector)
        context: dict[str, Any] = {
            "address": f"{root_of(request)}{self.sector.pages}/",
            "elsewhere": elsewhere(self.sector, method, None),
            "explorer": explorer,
            "sector": self.sector.name,
            "scope": self.sector.scope,
            "is_compared": self.is_compared,
            "form": form,
            "examples_page": f"{explorer}exemples/" if self._examples(method) else "",
            **drawn,
        }
        if product is None:
            return context
        computed, shown = product.computed, product.shown
        normalised = self.sector.reopen(computed.query)
        known = example_of(self._examples(method), normalised)
        name = label(known) if known else ""
        return context | {
            "elsewhere": elsewhere(self.sector, method, normalised, shown.trigram),
            "results": self.results(product),
            "shown": shown,
            "query": normalised,
            "fragment": page_fragment(method.version, shown.trigram, normalised),
            "example_name": name or _("Produit personnalisé"),
            "shared": shared(
                request,
                sector=self.sector,
                version=method.version,
                query=normalised,
                description=computed.description,
                name=name or self.name_of(computed),
                impact=shown.trigram,
                detailed=shown.detailed,
            ),
            "explained": explained(product, card, explorer) if card else None,
            "changed": orjson.dumps(normalised).decode() != form.initial,
            "impact_options": impact_options(method, detailed=shown.detailed)
            if shown.entitled
            else [],
        }


def _in_place_of_all(response: HttpResponse) -> HttpResponse:
    """Tell the script to replace the whole simulator, not just its results."""
    response["HX-Retarget"] = "#simulator"
    return response


def _broken_link(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return _in_place_of_all(render(request, "simulators/_broken_link.html", context))


def _too_large(request: HttpRequest, error: TooLarge) -> HttpResponse:
    """An error instead of a form too large to render again; the browser still has the form."""
    message = _("{reason} Revenez à la page précédente : vos valeurs y sont encore.")
    context = {
        "status": 400,
        "title": _("Formulaire trop grand"),
        "message": message.format(reason=error),
    }
    return render(request, "error.html", context, status=400)


def _action(data: QueryDict) -> str:
    """A button's action; without scripts, the item to add is chosen in the list next to it."""
    action = data.get("action", "")
    return action + data.get(f"wanted-{action[:-1]}", "") if action.endswith(":") else action
