"""What the document says of an operation, and how the schema generator learns it."""

from dataclasses import dataclass
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from scoring.api import shapes
from scoring.api.schema.types import Components
from scoring.engine.decoding import Record
from scoring.engine.impacts import TRIGRAMS

_ANYONE_OR_TOKEN: list[dict[str, list[str]]] = [{}, {"token": []}]
_PARAMETERS = {
    "impact": OpenApiParameter(
        "impact",
        {"type": "string", "enum": list(TRIGRAMS)},
        OpenApiParameter.PATH,
        required=True,
        description="Trigramme de l'impact demandé.",
    ),
}
_QUERY_PARAMETERS = {
    "impact_explained": OpenApiParameter(
        "impact",
        {"type": "string", "enum": list(TRIGRAMS), "default": "ecs"},
        OpenApiParameter.QUERY,
        description="Trigramme de l'impact à expliquer ; un impact détaillé demande un jeton.",
    ),
    "format": OpenApiParameter(
        "format",
        {"type": "string", "enum": ["json", "xlsx"], "default": "json"},
        OpenApiParameter.QUERY,
        description="Forme de la réponse ; xlsx est un tableur aux formules vivantes.",
    ),
}
_REFUSALS = {
    400: ("Demande refusée : un message par champ.", shapes.Error),
    401: ("Jeton refusé, sur une instance réglée pour les refuser.", shapes.Error),
    404: ("Route, méthode ou trigramme inconnu.", shapes.Error),
    413: ("Corps de plus de 102 400 octets.", shapes.Error),
    429: ("Trop de requêtes depuis cette adresse.", shapes.TooManyRequests),
    500: ("Erreur du serveur, avec une référence à communiquer à l'exploitant.", shapes.Error),
    503: ("Comptes indisponibles, sur une instance réglée pour refuser les jetons.", shapes.Error),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: its name, its words, and the types it takes and gives.

    ``body`` names the request's record; ``examples`` are requests that run, by title.
    ``parameters`` are those after the address's question mark; ``file`` is the type of the file
    that the answer may be instead.
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
        """The operation of the view at hand."""
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
        return self.operation.summary

    # As drf-spectacular has it, whose own base class says otherwise.
    def get_description(self) -> str:  # type: ignore[override]
        """What it does."""
        return self.operation.description

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Lists are public; a simulator takes a token, which is optional."""
        return _ANYONE_OR_TOKEN if self.operation.body else []

    def get_override_parameters(self) -> list[Any]:
        """Parameters of the address."""
        return [
            *(_PARAMETERS[name] for name in self.path_regex_parameters()),
            *(_QUERY_PARAMETERS[name] for name in self.operation.parameters),
        ]

    def path_regex_parameters(self) -> list[str]:
        """Names between braces in the address."""
        return [name for name in _PARAMETERS if f"{{{name}}}" in self.path]

    def get_request_serializer(self) -> Any:
        """The body, by content type."""
        if self.operation.body is None:
            return None
        name, _ = self.operation.body
        return {"application/json": {"$ref": f"#/components/schemas/{name}"}}

    def get_examples(self) -> list[OpenApiExample]:
        """Requests that run as they are."""
        return [
            OpenApiExample(title, value=value, request_only=True)
            for title, value in self.operation.examples
        ]

    def get_response_serializers(self) -> Any:
        """The answer, and every refusal."""
        schema = Components().schema(self.operation.answer)
        answers: dict[Any, OpenApiResponse] = {
            200: OpenApiResponse(schema, description=self.operation.summary)
        }
        if self.operation.file:
            binary = {"type": "string", "format": "binary"}
            answers[200, self.operation.file] = OpenApiResponse(
                binary, description=self.operation.summary
            )
        for status, (description, shape) in _REFUSALS.items():
            if self.operation.body is not None or status in (404, 429, 500):
                answers[status] = OpenApiResponse(
                    Components().schema(shape), description=description
                )
        return answers
