"""Scores rows one by one, with the same computation as a single request (catalogue.md 4)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from scoring.answers.cautions import worded
from scoring.answers.levels import Served
from scoring.answers.sector import Computed, Sector, compute
from scoring.answers.sectors import TEXTILE
from scoring.catalogue.api_rows import ApiReader
from scoring.catalogue.comparing import Comparer
from scoring.catalogue.declaration.answers import Portal
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.figures import DETAILS, SUMMARY, Figures, figures_of
from scoring.catalogue.group_scoring import GroupScorer, Member
from scoring.catalogue.json_rows import read_json
from scoring.catalogue.portal import PortalReader
from scoring.catalogue.refusals import all_faults, json_faults
from scoring.catalogue.results import NOTHING, REFUSED, SCORED, Result, Whole
from scoring.catalogue.rows import Group, Request, Row, Rows
from scoring.catalogue.vocabulary.labels import Labels
from scoring.catalogue.vocabulary.layout import PORTAL, Layout
from scoring.engine.cautions import Caution
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method

# Larger integers are not exact in every program.
_LARGEST: Final = 2**53


def score_rows(
    rows: Rows,
    *,
    sector: Sector[Any, Any, Any],
    method: Method,
    served: Served,
    detail: str = SUMMARY,
    strict: bool = False,
    portal: bool = False,
    link_root: str | None = None,
    compared_with: Method | None = None,
) -> Iterator[Result]:
    """Score rows in order, one result per row; a rejected row does not stop the others.

    ``served`` is the level of the figures, ``detail`` is ``summary`` or ``stages``; ``strict`` also
    rejects what only the declaration portal rejects, and ``portal`` adds its answer to each
    garment. ``link_root`` is the address of the site that links lead to; without it, results have
    no links. ``compared_with`` is another version in which to compute each row as well. Nothing is
    stored: a row and its result can be freed before the next one is requested. Raises
    ``UnusableInput`` as the rows do.
    """
    scorer = Scorer(
        rows.layout,
        sector=sector,
        method=method,
        served=served,
        detail=detail,
        strict=strict,
        portal=portal,
        link_root=link_root,
        compared_with=compared_with,
    )
    for index, row in enumerate(rows):
        yield scorer.score(index, row)


class Scorer:
    """Scores the rows of one file; what is the same for all rows is prepared once."""

    def __init__(
        self,
        layout: Layout | None,
        *,
        sector: Sector[Any, Any, Any],
        method: Method,
        served: Served,
        detail: str = SUMMARY,
        strict: bool = False,
        portal: bool = False,
        link_root: str | None = None,
        compared_with: Method | None = None,
    ) -> None:
        if detail not in DETAILS:
            raise ValueError(f"detail: {detail}")
        self.layout = layout
        self._sector = sector
        self._method = method
        self._served = served
        self._detail = detail
        self._link_root = link_root
        self._comparer = None if compared_with is None else Comparer(sector, method, compared_with)
        self._has_pef = "pef" in method.scores.trigrams
        self._header = () if layout is None else layout.header
        self._group: Group | None = None
        self._members: Sequence[Member] = ()
        self._reader: PortalReader | ApiReader | None = None
        self._portal: Portal | None = None
        labels = Labels(method)
        if portal and sector is TEXTILE:
            self._portal = Portal(layout, method, labels)
        if layout is not None:
            self._reader = (
                PortalReader(layout, labels, strict=strict)
                if layout.vocabulary == PORTAL
                else ApiReader(layout, sector.request)
            )
            self._groups = GroupScorer(
                layout,
                self._reader,
                method=method,
                served=served,
                detail=detail,
                link_root=link_root,
            )

    def score(self, index: int, row: Row) -> Result:
        """Score a row; ``index`` counts the rows of its file from 0."""
        if row.fault or row.misplaced:
            request = Request({}, faults=(Fault("", "row", row.fault or row.misplaced),))
            return self._refused(index, row, request, request.faults)
        if row.group is not None and self.layout is not None:
            return self._member(index, row, row.group)
        request = self.request(row)
        if request.faults:
            return self._refused(index, row, request, self._faults(request))
        try:
            computed = compute(self._sector, self._method, request.body, self._served)
        except InvalidQuery as refusal:
            faults = json_faults(refusal) if self.layout is None else self._faults(request)
            return self._refused(index, row, request, faults)
        figures = figures_of(computed, self._detail)
        remarks = [*row.remarks, *request.remarks]
        scores: dict[str, float | None] = {"ecs": _or_nan(figures.score)}
        if self._has_pef:
            scores["pef"] = _or_nan(figures.pef)
        remarks += [self._remark(caution) for caution in computed.cautions(scores)]
        result = self._result(index, row, request, SCORED, figures, remarks)
        result.link = self._link(computed)
        if self._comparer is not None:
            result.compared = self._comparer.compare(request, self.layout, computed, figures)
        return result

    def _member(self, index: int, row: Row, group: Group) -> Result:
        """Score a row of a group: its own figures, and those of the whole."""
        if self._group is not group:
            # The other rows of the group come next.
            self._members = self._groups.members(group)
            self._group = group
        member = self._members[row.place]
        request = member.request
        remarks = [*row.remarks, *request.remarks]
        if member.whole is None:
            faults = tuple(member.faults)
            return self._result(index, row, request, REFUSED, NOTHING, remarks, faults)
        remarks += [self._remark(caution) for caution in member.cautions]
        result = self._result(
            index, row, request, SCORED, member.figures, remarks, whole=member.whole
        )
        result.link = member.link
        return result

    def request(self, row: Row) -> Request:
        """Parse a row: its request and its errors, before any computation."""
        if self._reader is None:
            return read_json(row.text)
        return self._reader.read(row.cells)

    def _faults(self, request: Request) -> list[Fault]:
        if self.layout is None:
            return list(request.faults)
        return all_faults(self._sector, self._method, request, self.layout)

    def _refused(self, index: int, row: Row, request: Request, faults: Iterable[Fault]) -> Result:
        remarks = [*row.remarks, *request.remarks]
        return self._result(index, row, request, REFUSED, NOTHING, remarks, tuple(faults))

    def _result(
        self,
        index: int,
        row: Row,
        request: Request,
        status: int,
        figures: Figures,
        remarks: list[Remark],
        faults: tuple[Fault, ...] = (),
        whole: Whole | None = None,
    ) -> Result:
        result = Result(
            index=index,
            line=row.line,
            id=request.id,
            status=status,
            figures=figures,
            declared_score=_in_range(request.declared),
            warnings=remarks,
            errors=faults,
            method_version=self._method.version,
            level=self._served.level,
            has_pef=self._has_pef,
            header=self._header,
            cells=row.cells,
            text=row.text,
            whole=whole,
        )
        if self._portal is not None:
            result.portal = self._portal.answer(request, row.cells, result)
        return result

    def _remark(self, caution: Caution) -> Remark:
        column = caution.field
        if self.layout is not None and column:
            start = column.split("[")[0]
            for key in (start, f"{start}.1.share", f"{start}.1.id"):
                if key in self.layout.places:
                    column = self.layout.name(key)
                    break
        return Remark(caution.code, worded(caution), column)

    def _link(self, computed: Computed[Any, Any, Any]) -> str | None:
        if self._link_root is None:
            return None
        return computed.link(self._link_root, self._sector.reopen(computed.query))


def _in_range(declared: float | None) -> float | None:
    """A declared score, converted to a float if it is too large an integer for other programs."""
    return declared if declared is None or abs(declared) <= _LARGEST else float(declared)


def _or_nan(figure: float | None) -> float:
    return float("nan") if figure is None else figure
