"""The requests of levers, differences and estimates: garments with a few more fields."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from scoring.engine.analysis.candidates import MODES, REGULATORY
from scoring.engine.decoding import Choice, DecodingError, Field, ListOf, Record, record
from scoring.engine.errors import InvalidQuery
from scoring.engine.textile.fields import QUERY

_KEPT = tuple(sorted(field.name for field in QUERY.fields))
OPTIONS = record(
    "Options des leviers",
    [
        Field(
            "keep",
            ListOf(Choice(_KEPT, "Champ inconnu : {}")),
            "Champs de la demande qui ne doivent pas changer.",
            default="aucun",
            example=["mass", "materials"],
        ),
        Field(
            "mode",
            Choice(MODES, "Mode inconnu : {}"),
            "Champs essayés : ceux du formulaire réglementaire (`regulatory`), ou tous "
            "(`exploratory`).",
            default=REGULATORY,
            example=REGULATORY,
        ),
    ],
)
_RENAMED = dict(QUERY.renamed)


def _beside(title: str, fields: list[Field]) -> Record:
    return record(title, fields, renamed=_RENAMED, removed=QUERY.removed)


LEVERS = _beside("Demande de leviers", [*QUERY.fields, *OPTIONS.fields])
ESTIMATE = _beside(
    "Étiquette",
    [
        replace(field, required=False, default="milieu de la fourchette de la catégorie")
        if field.name == "mass"
        else field
        for field in QUERY.fields
    ],
)
DIFFERENCES = record(
    "Deux demandes",
    [
        Field("from", QUERY, "Demande de départ.", required=True),
        Field("to", QUERY, "Demande d'arrivée.", required=True),
    ],
)


class Options(NamedTuple):
    """Fields that must not change, and which fields are tried."""

    keep: tuple[str, ...] = ()
    mode: str = REGULATORY


def options_of(body: object) -> tuple[object, Options]:
    """Separate a garment's request from its options. Raises ``InvalidQuery``."""
    if not isinstance(body, Mapping):
        return body, Options()
    try:
        asked: dict[str, Any] = OPTIONS.decode(dict(body))
    except DecodingError as error:
        raise InvalidQuery({"decoding": error.sentence()}) from None
    garment = {name: value for name, value in body.items() if name not in OPTIONS.names}
    return garment, Options(asked.get("keep", ()), asked.get("mode", REGULATORY))
