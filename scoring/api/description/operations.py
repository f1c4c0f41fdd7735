"""The document's description of an operation, in the form the schema generator uses."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from scoring.answers.marking import N_
from scoring.api import shapes
from scoring.api.description.enumerations import enumeration
from scoring.api.description.types import Components
from scoring.engine.decoding import Record
from scoring.engine.impacts import TRIGRAMS

_ANYONE_OR_TOKEN: list[dict[str, list[str]]] = [{}, {"token": []}, {"bearer": []}]
_DESCRIPTIONS = {
    "impact": N_("Trigramme de l'impact demandé."),
    "impact_explained": N_(
        "Trigramme de l'impact à expliquer ; un impact détaillé demande un jeton."
    ),
    "format": N_("Forme de la réponse ; xlsx est un tableur aux formules vivantes."),
    "lang": N_("en donne les noms en anglais ; sinon ils sont en français."),
}
_PARAMETERS: dict[str, tuple[str, Literal["path", "query"], dict[str, Any]]] = {
    "impact": ("impact", "path", enumeration(TRIGRAMS)),
    "impact_explained": (
        "impact",
        "query",
        enumeration(TRIGRAMS) | {"default": "ecs"},
    ),
    "format": (
        "format",
        "query",
        enumeration(("json", "xlsx")) | {"default": "json"},
    ),
    # Another language is not an error: names are then in French.
    "lang": ("lang", "query", {"type": "string", "default": "fr"}),
}
_REFUSALS = {
    400: (N_("Demande refusée : un message par champ."), shapes.Refusal),
    401: (N_("Jeton refusé, sur une instance réglée pour les refuser."), shapes.Refusal),
    404: (
        N_("Route, méthode, trigramme ou version inconnus."),
        shapes.Refusal | shapes.VersionError,
    ),
    413: (N_("Corps de plus de 102 400 octets."), shapes.Refusal),
    429: (N_("Trop de requêtes depuis cette adresse."), shapes.TooManyRequests),
    500: (
        N_("Erreur du serveur, avec une référence à communiquer à l'exploitant."),
        shapes.Refusal,
    ),
    503: (
        N_("Comptes indisponibles, sur une instance réglée pour refuser les jetons."),
        shapes.Refusal,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: its name, its texts, and its input and output types.

    ``body`` names the request's record; ``examples`` are valid requests, by title. ``parameters``
    are those of the query string; ``file`` is the type of the file that may be returned instead of
    JSON.
    """

    name: str
    tag: str
    summary: str
    description: str
    answer: Any
    body: tuple[str, Record] | None = None
    examples: tuple[tuple[str, dict[str, Any]], ...] = ()
    parameters: tuple[str, ...] = ()
    file: str = ""


class OperationSchema(AutoSchema):
    """Reads the ``operation`` of a view."""

    @property
    def operation(self) -> Operation:
        """The operation of the current view."""
        view: Any = self.view
        found: Operation = view.operation
        return found

    def get_operation_id(self) -> str:
        """A stable name for client generators."""
        return self.operation.name

    def get_tags(self) -> list[str]:
        """The sector."""
        return [self.operation.tag]

    def get_summary(self) -> str:
        """A short title."""
        return gettext(self.operation.summary)

    # The signature is drf-spectacular's, whose own base class declares another one.
    def get_description(self) -> str:  # type: ignore[override]
        """What it does."""
        return gettext(self.operation.description)

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Lists are public; a simulator accepts an optional token."""
        return _ANYONE_OR_TOKEN if self.operation.body else []

    def get_override_parameters(self) -> list[Any]:
        """The parameters of the URL."""
        placed = [name for name in _PARAMETERS if f"{{{name}}}" in self.path]
        return [_parameter(name) for name in (*placed, *self.operation.parameters)]

    def get_request_serializer(self) -> Any:
        """The body, by content type."""
        if self.operation.body is None:
            return None
        name, _ = self.operation.body
        return {"application/json": {"$ref": f"#/components/schemas/{name}"}}

    def get_examples(self) -> list[OpenApiExample]:
        """Valid example requests."""
        return [
            OpenApiExample(gettext(title), value=value, request_only=True)
            for title, value in self.operation.examples
        ]

    def get_response_serializers(self) -> Any:
        """The response, and every error."""
        schema = Components().schema(self.operation.answer)
        answers: dict[Any, OpenApiResponse] = {
            200: OpenApiResponse(schema, description=gettext(self.operation.summary))
        }
        if self.operation.file:
            binary = {"type": "string", "format": "binary"}
            answers[200, self.operation.file] = OpenApiResponse(
                binary, description=gettext(self.operation.summary)
            )
        for status, (description, shape) in _REFUSALS.items():
            if self.operation.body is not None or status in (404, 429, 500):
                answers[status] = OpenApiResponse(
                    Components().schema(shape), description=gettext(description)
                )
        return answers


def _parameter(name: str) -> OpenApiParameter:
    called, place, schema = _PARAMETERS[name]
    return OpenApiParameter(
        called,
        schema,
        place,
        required=place == OpenApiParameter.PATH,
        description=gettext(_DESCRIPTIONS[name]),
    )
