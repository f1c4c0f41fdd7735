"""Scores the rows of a set, or of a garment in parts, together (catalogue.md 6.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from scoring.answers.levels import Served
from scoring.answers.sector import Computed, Sector, compute
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.composites import (
    TEXTILE_GARMENT,
    TEXTILE_SET,
    durability_of,
    pieces_of,
)
from scoring.catalogue import cells
from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import CellFault, Fault, Remark
from scoring.catalogue.figures import Figures, figures_of, finite
from scoring.catalogue.refusals import all_faults
from scoring.catalogue.results import NOTHING, Whole
from scoring.catalogue.rows import Group, Request, Row
from scoring.catalogue.vocabulary.group_columns import COUNT, MAIN, SET
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.cautions import Caution
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.composites.fields import OF_THE_GARMENT, OF_THE_SET

_PRICE: Final = "price"
_TRIMS: Final = "trims"


class Reader(Protocol):
    """Parses the rows of a file."""

    def read(self, row: Sequence[Cell]) -> Request:
        """Convert the cells of a row to a request."""


@dataclass(slots=True, kw_only=True)
class Member:
    """A row of a group and its result; ``whole`` is None if the group is rejected."""

    request: Request
    line: int
    faults: list[Fault] = field(default_factory=list)
    count: int = 1
    is_main: bool = False
    cautions: list[Caution] = field(default_factory=list)
    figures: Figures = NOTHING
    whole: Whole | None = None
    link: str | None = None


class GroupScorer:
    """Scores the groups of one file."""

    def __init__(
        self,
        layout: Layout,
        reader: Reader,
        *,
        method: Method,
        served: Served,
        detail: str,
        link_root: str | None,
    ) -> None:
        self._layout = layout
        self._reader = reader
        self._method = method
        self._served = served
        self._detail = detail
        self._link_root = link_root

    def members(self, group: Group) -> list[Member]:
        """The result of each row; if one row is rejected, all are."""
        is_set = group.kind == SET
        members = [self._read(row, is_set=is_set) for row in group.rows]
        self._compare(members, group, OF_THE_SET if is_set else OF_THE_GARMENT)
        if not is_set:
            self._name_the_main(members)
        if not any(member.faults for member in members):
            self._compute(members, group)
        self._refuse_all(members, group)
        return members

    def _read(self, row: Row, *, is_set: bool) -> Member:
        request = self._reader.read(row.cells)
        member = Member(request=request, line=row.line)
        body = request.body
        if is_set and isinstance(body, dict):
            request = self._with_the_whole_price(request, row)
            member.request = request
        if request.faults or not isinstance(body, dict):
            member.faults = all_faults(TEXTILE, self._method, request, self._layout)
        else:
            # The price of a set may exceed the maximum for one garment.
            judged = request._replace(body=_without(body, (_PRICE,))) if is_set else request
            try:
                TEXTILE.parse(self._method, judged.body)
            except InvalidQuery:
                member.faults = all_faults(TEXTILE, self._method, judged, self._layout)
        try:
            member.count = self._count(row) if is_set else 1
        except CellFault as fault:
            member.faults.append(self._fault(COUNT, str(fault)))
        try:
            cell = self._cell(row, MAIN)
            member.is_main = not cells.is_blank(cell) and cells.boolean(cell)
        except CellFault as fault:
            member.faults.append(self._fault(MAIN, str(fault)))
        return member

    def _with_the_whole_price(self, request: Request, row: Row) -> Request:
        """Restore the full price: limits apply to each garment's part of it, not to the total."""
        cell = self._cell(row, _PRICE)
        if cells.is_blank(cell) or any(fault.field == _PRICE for fault in request.faults):
            return request
        kept = [remark for remark in request.remarks if remark.code != "price-clamped"]
        return request._replace(
            body={**request.body, _PRICE: cells.number(cell)}, remarks=tuple(kept)
        )

    def _count(self, row: Row) -> int:
        cell = self._cell(row, COUNT)
        if cells.is_blank(cell):
            return 1
        found = cells.number(cell)
        if type(found) is not int:
            raise CellFault(f"« {cells.shown(cell)} » n'est pas un nombre entier d'articles")
        return found

    def _compare(self, members: list[Member], group: Group, names: Iterable[str]) -> None:
        """Check that columns about the whole have the same value in all rows that fill them in."""
        for name in names:
            if name == _TRIMS:
                continue
            first: Any = None
            for member in members:
                body = member.request.body
                value = body.get(name) if isinstance(body, dict) else None
                if value is None:
                    continue
                if first is None:
                    first = value
                elif value != first:
                    message = (
                        "cette valeur doit être la même sur toutes les lignes de "
                        f"« {group.reference} »"
                    )
                    member.faults.append(self._fault(name, message))

    def _name_the_main(self, members: list[Member]) -> None:
        mains = sum(member.is_main for member in members)
        if mains != 1:
            message = f"il faut une partie principale, et une seule (ici : {mains})"
            members[0].faults.append(self._fault(MAIN, message))
        for member in members:
            body = member.request.body
            if not member.is_main and isinstance(body, dict) and body.get(_TRIMS):
                message = (
                    "les accessoires comptent avec la partie principale : ceux-ci sont ignorés"
                )
                remark = Remark("trims-of-the-main-part", message, self._layout.name(_TRIMS))
                member.request = member.request._replace(remarks=(*member.request.remarks, remark))

    def _compute(self, members: list[Member], group: Group) -> None:
        sector, name, body = _asked(members, group)
        try:
            computed = compute(sector, self._method, body, self._served)
        except InvalidQuery as refusal:
            for path, message in refusal.faults.items():
                place, key = _place_of(path, name)
                members[place].faults.append(self._fault(key, message))
            return
        ecs = computed.served.table.trigrams.index("ecs")
        score = finite(computed.total[ecs])
        whole = Whole(
            kind=group.kind,
            reference=group.reference,
            score=score,
            durability=finite(durability_of(computed)),
        )
        for member, piece in zip(members, pieces_of(computed), strict=True):
            member.figures = figures_of(piece, self._detail)
            member.whole = whole
            member.link = self._link(computed)
        for caution in computed.cautions({"ecs": computed.total[ecs]}):
            place, key = _place_of(caution.field, name)
            members[place].cautions.append(caution._replace(field=key))

    def _refuse_all(self, members: list[Member], group: Group) -> None:
        bad = next((member for member in members if member.faults), None)
        if bad is None:
            return
        message = f"la ligne {bad.line} de « {group.reference} » est refusée : toutes le sont"
        for member in members:
            if not member.faults:
                member.faults.append(self._fault(group.kind, message))

    def _link(self, computed: Computed[Any, Any, Any]) -> str | None:
        if self._link_root is None:
            return None
        return computed.link(self._link_root, computed.sector.reopen(computed.query))

    def _cell(self, row: Row, key: str) -> Cell:
        place = self._layout.places.get(key)
        return None if place is None else row.cells[place]

    def _fault(self, key: str, message: str) -> Fault:
        return Fault(self._layout.name(key), key, message)


def _asked(
    members: Sequence[Member], group: Group
) -> tuple[Sector[Any, Any, Any], str, dict[str, Any]]:
    """The request of a group, and the name of its list of items or parts."""
    bodies = [member.request.body for member in members]
    if group.kind == SET:
        products = [
            _without(body, OF_THE_SET) | {"numberOfItem": member.count}
            for member, body in zip(members, bodies, strict=True)
        ]
        return TEXTILE_SET, "products", _common(bodies, OF_THE_SET) | {"products": products}
    shared = [name for name in OF_THE_GARMENT if name != _TRIMS]
    whole = _common(bodies, shared)
    for member, body in zip(members, bodies, strict=True):
        if member.is_main and _TRIMS in body:
            whole[_TRIMS] = body[_TRIMS]
    parts = [
        _without(body, OF_THE_GARMENT) | {"mainComponent": member.is_main}
        for member, body in zip(members, bodies, strict=True)
    ]
    return TEXTILE_GARMENT, "components", whole | {"components": parts}


def _common(bodies: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    """The fields of the whole, each from the first row that fills it in."""
    found: dict[str, Any] = {}
    for name in names:
        for body in bodies:
            if body.get(name) is not None:
                found.setdefault(name, body[name])
    return found


def _without(body: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    left = set(names)
    return {name: value for name, value in body.items() if name not in left}


def _place_of(path: str, name: str) -> tuple[int, str]:
    """The row and the field for a path; fields of the whole are attributed to the first row.

    >>> _place_of("products.2.mass", "products"), _place_of("price", "products")
    ((2, 'mass'), (0, 'price'))
    """
    start, _, rest = path.partition(".")
    place, _, key = rest.partition(".")
    return (int(place), key) if start == name and place.isdigit() else (0, path)
