"""The document's description of an operation, in the form the schema generator uses."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from scoring.answers.marking import N_
from scoring.answers.sector import Sector
from scoring.api import shapes
from scoring.api.description.enumerations import enumeration
from scoring.api.description.types import Components
from scoring.engine.decoding import Record
from scoring.engine.impacts import TRIGRAMS
from scoring.methods import published_versions

_ANYONE_OR_TOKEN: list[dict[str, list[str]]] = [{}, {"token": []}, {"bearer": []}]
_DESCRIPTIONS = {
    "impact": N_("Trigramme de l'impact demandé."),
    "impact_explained": N_(
        "Trigramme de l'impact à expliquer ; un impact détaillé demande un jeton."
    ),
    "format": N_("Forme de la réponse ; xlsx est un tableur aux formules vivantes."),
    "to": N_("L'autre version ; sans lui, la plus récente de celles qui sont installées."),
    "lang": N_("en donne les noms en anglais ; sinon ils sont en français."),
    "catalogue_format": N_(
        "Forme de la réponse, si ce n'est celle du fichier ou de l'en-tête Accept ; csv-tableur "
        "est pour un tableur français, portail est le résultat du portail de déclaration, "
        "portail-depot le fichier à y déposer : ce qu'il accepte, scores remplis."
    ),
    "strict": N_("true ou 1 refuse aussi ce que le portail de déclaration refuserait."),
    "portal": N_("true ou 1 ajoute à chaque ligne ce que le portail de déclaration y répondrait."),
    "links": N_("true ou 1 ajoute à chaque ligne un lien vers le produit sur ce site."),
    "detail": N_("stages ajoute les étapes de chaque élément."),
    "echo": N_("true ou 1 ajoute à chaque élément sa demande normalisée."),
    "compare": N_(
        "true ou 1 ajoute les scores des parties et des deux formes simplifiées, côte à côte."
    ),
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
    # The codes are the versions of this instance, found when the document is made.
    "to": ("to", "query", {"type": "string"}),
    # Another language is not an error: names are then in French.
    "lang": ("lang", "query", {"type": "string", "default": "fr"}),
    "catalogue_format": (
        "format",
        "query",
        enumeration(
            (
                "csv",
                "csv-tableur",
                "portail",
                "portail-depot",
                "xlsx",
                "json",
                "jsonl",
                "parquet",
            )
        ),
    ),
    "strict": ("strict", "query", {"type": "boolean", "default": False}),
    "portal": ("portal", "query", {"type": "boolean", "default": False}),
    "links": ("links", "query", {"type": "boolean", "default": False}),
    "detail": ("detail", "query", enumeration(("summary", "stages")) | {"default": "summary"}),
    "echo": ("echo", "query", {"type": "boolean", "default": False}),
    "compare": ("compare", "query", {"type": "boolean", "default": False}),
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
_BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
_LINES_ANSWERED = N_("Une réponse par ligne, de la forme des éléments du tableau.")
# Those of batches, whose wording differs.
_REFUSALS_OF_BATCHES = {
    400: (
        N_("Le corps n'est pas un lot. Une demande refusée est dite à sa place dans la réponse."),
        shapes.Refusal,
    ),
    413: (N_("Trop d'octets ou trop d'éléments ; le message dit la limite."), shapes.Refusal),
    429: (
        N_("Le lot compte pour plus de requêtes qu'il n'en reste ; rien n'est calculé."),
        shapes.TooManyRequests,
    ),
    503: (
        N_("Trop de lots en cours de calcul, ou comptes indisponibles."),
        shapes.Refusal,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: its name, its texts, and its input and output types.

    ``body`` names the request's record; ``examples`` are valid requests, by title. ``parameters``
    are those of the query string; ``file`` is the type of the file that may be returned instead of
    JSON. ``forms`` are the content types, other than a JSON array, of an operation that takes and
    returns many items.
    """

    name: str
    tag: str
    summary: str
    description: str
    answer: Any
    body: tuple[str, Record] | None = None
    examples: tuple[tuple[str, Any], ...] = ()
    parameters: tuple[str, ...] = ()
    file: str = ""
    forms: tuple[str, ...] = ()

    @property
    def is_batch(self) -> bool:
        """Whether the operation takes many requests in one."""
        return bool(self.forms)

    @property
    def item(self) -> str:
        """The name of the schema of an item of a batch."""
        return f"{self.tag.capitalize()}BatchItem"


def operation_name(sector: Sector[Any, Any, Any]) -> str:
    """The prefix of the names of a sector's operations, such as ``textileSet``."""
    first, *others = sector.name.split("-")
    return first + "".join(map(str.capitalize, others))


def query_name(sector: Sector[Any, Any, Any]) -> str:
    """The name of the schema of the operation's requests, such as ``TextileSetQuery``."""
    return "".join(map(str.capitalize, sector.name.split("-"))) + "Query"


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
        if not self.operation.is_batch:
            return {"application/json": {"$ref": f"#/components/schemas/{name}"}}
        item = {"$ref": f"#/components/schemas/{self.operation.item}"}
        # Client generators fail on other types of an array; the description names them.
        return {"application/json": {"type": "array", "items": item}}

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
            answers[200, self.operation.file] = OpenApiResponse(
                _BINARY, description=gettext(self.operation.summary)
            )
        for form in self.operation.forms:
            answers[200, form] = OpenApiResponse(
                _in_form(form, _LINES_ANSWERED), description=gettext(self.operation.summary)
            )
        refusals = _REFUSALS | (_REFUSALS_OF_BATCHES if self.operation.is_batch else {})
        for status, (description, shape) in refusals.items():
            if self.operation.body is not None or status in (404, 429, 500):
                answers[status] = OpenApiResponse(
                    Components().schema(shape), description=gettext(description)
                )
        return answers


def _in_form(form: str, words: str) -> dict[str, Any]:
    """The schema of many responses, as lines or as a file."""
    if form.endswith("ndjson"):
        return {"type": "string", "description": gettext(words)}
    return _BINARY


def _parameter(name: str) -> OpenApiParameter:
    called, place, schema = _PARAMETERS[name]
    if name == "to":
        schema = enumeration(published_versions())
    return OpenApiParameter(
        called,
        schema,
        place,
        required=place == OpenApiParameter.PATH,
        description=gettext(_DESCRIPTIONS[name]),
    )
