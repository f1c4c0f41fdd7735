"""The forms of a set and of a garment in several parts: conversion to and from the API request.

Each item or part has the form of a garment, ``scoring.web.textile.form``, under a prefix; the whole
has one too, without a prefix.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import QueryDict

from scoring.answers.typed_numbers import WHOLE
from scoring.engine.method import Method
from scoring.engine.textile.composites.fields import OF_THE_GARMENT, OF_THE_SET
from scoring.web.forms import SectorForm
from scoring.web.textile import form as garments
from scoring.web.typed_numbers import shown_number, typed_number

COUNT = "numberOfItem"
MAIN = "main"
SIMPLIFICATION = "simplification"
_OF_A_PIECE = re.compile(r"item-([0-9]{1,3})-(.+)")


def prefix_of(position: int) -> str:
    """The prefix of the names of a piece's controls."""
    return f"item-{position}-"


@dataclass(slots=True)
class PieceForm:
    """An item or a part: its form, and its number of units, as text."""

    form: garments.Form
    count: str = ""


@dataclass(slots=True, kw_only=True)
class Form(SectorForm):
    """The values of the controls; ``whole`` has those of the set or of the garment itself."""

    # The key of the pieces in the request.
    name: ClassVar[str] = ""
    whole: garments.Form = field(default_factory=garments.Form)
    pieces: list[PieceForm] = field(default_factory=list)

    def bodies(self) -> list[dict[str, Any]]:
        """The pieces as requests of their own."""
        return [piece.form.body() for piece in self.pieces]


@dataclass(slots=True, kw_only=True)
class SetForm(Form):
    """A set."""

    name: ClassVar[str] = "products"

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        whole = self.whole.body()
        products = [_without(body, OF_THE_SET) for body in self.bodies()]
        for product, piece in zip(products, self.pieces, strict=True):
            if piece.count:
                product[COUNT] = typed_number(piece.count, WHOLE)
        return {name: whole[name] for name in OF_THE_SET if name in whole} | {"products": products}


@dataclass(slots=True, kw_only=True)
class GarmentForm(Form):
    """A garment in several parts; ``main`` is the index of the main one."""

    name: ClassVar[str] = "components"
    main: int = 0
    simplification: str = ""

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        whole = self.whole.body()
        body: dict[str, Any] = {name: whole[name] for name in OF_THE_GARMENT if name in whole}
        body["components"] = [
            _without(part, OF_THE_GARMENT) | {"mainComponent": position == self.main}
            for position, part in enumerate(self.bodies())
        ]
        if self.simplification:
            body[SIMPLIFICATION] = typed_number(self.simplification, WHOLE)
        return body


def set_form_of(body: Mapping[str, Any], impact: str = "ecs") -> SetForm:
    """The form that shows a normalised set."""
    return SetForm(
        impact=impact,
        whole=_whole_of({name: body[name] for name in OF_THE_SET if name in body}),
        pieces=[
            PieceForm(_piece_of(item), shown_number(item[COUNT]) if item.get(COUNT) else "")
            for item in body["products"]
        ],
    )


def garment_form_of(body: Mapping[str, Any], impact: str = "ecs") -> GarmentForm:
    """The form that shows a normalised garment in parts."""
    whole = {name: body[name] for name in OF_THE_GARMENT if name in body}
    parts = body["components"]
    mains = [position for position, part in enumerate(parts) if part.get("mainComponent")]
    return GarmentForm(
        impact=impact,
        whole=_whole_of(whole),
        pieces=[PieceForm(_piece_of(part | {"product": body["product"]})) for part in parts],
        main=mains[0] if mains else 0,
        simplification=str(body.get(SIMPLIFICATION, "")),
    )


def posted_set(method: Method, data: QueryDict) -> SetForm:
    """Parse a posted set."""
    return SetForm(
        impact=data.get("impact", "ecs"),
        initial=data.get("initial", ""),
        whole=garments.posted_form(method, data),
        pieces=_posted_pieces(method, data, lambda piece: None),
    )


def posted_garment(method: Method, data: QueryDict) -> GarmentForm:
    """Parse a posted garment; its category is that of all parts."""

    def share(piece: QueryDict) -> None:
        for name in ("product", "product-shown"):
            piece.setlist(name, data.getlist(name))

    main = data.get(MAIN, "0")
    return GarmentForm(
        impact=data.get("impact", "ecs"),
        initial=data.get("initial", ""),
        whole=garments.posted_form(method, data),
        pieces=_posted_pieces(method, data, share),
        main=int(main) if re.fullmatch(r"[0-9]{1,3}", main) else 0,
        simplification=data.get(SIMPLIFICATION, ""),
    )


def _posted_pieces(
    method: Method, data: QueryDict, share: Callable[[QueryDict], None]
) -> list[PieceForm]:
    """The pieces of a posted form; ``share`` adds fields of the whole to each."""
    found: dict[int, QueryDict] = {}
    for name in data:
        if told := _OF_A_PIECE.fullmatch(name):
            piece = found.setdefault(int(told[1]), QueryDict(mutable=True))
            piece.setlist(told[2], data.getlist(name))
    pieces = []
    for position in range(len(found)):
        if position not in found:
            break
        piece = found[position]
        share(piece)
        form = garments.posted_form(method, piece)
        form.mode = garments.EXPLORATORY
        pieces.append(PieceForm(form, piece.get(COUNT, "").strip()))
    return pieces


def _piece_of(body: Mapping[str, Any]) -> garments.Form:
    form = garments.form_of(body)
    # All of its controls are posted, although some are folded.
    form.mode = garments.EXPLORATORY
    return form


def _whole_of(body: Mapping[str, Any]) -> garments.Form:
    return garments.form_of({"product": "", "materials": [], **body})


def _without(body: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}
