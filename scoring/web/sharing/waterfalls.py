"""Why the garments of a comparison differ from the first one: a waterfall each."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.answers.sectors import TEXTILE
from scoring.engine.analysis.differences import Share, find_differences
from scoring.engine.analysis.variants import Variants
from scoring.engine.method import Method
from scoring.web.sharing.outcome import Outcome
from scoring.web.sharing.posted import Compared
from scoring.web.speech import SPEECH, points, signed
from scoring.web.words.breakdown import FAMILIES

# Garments explained beside the first; each takes up to a tenth of a second.
_MOST = 4
# Each of some sixty orders has a step for every amount of a process.
_LARGEST_NUMBER_OF_FLOWS = 300
_LEFT, _RIGHT = 4, 596
_ROW, _BAR, _TOP = 34, 12, 4


class Bar(NamedTuple):
    """A bar of the drawing, its places as texts for any language; ``kind`` is its CSS class."""

    label: str
    text: str
    kind: str
    left: str
    width: str
    top: int
    words: int


class Row(NamedTuple):
    """A field that differs, its two values, and its share of the difference."""

    label: str
    before: str
    after: str
    points: str
    error: str


class Stage(NamedTuple):
    """A family of stages in both scores."""

    label: str
    before: str
    after: str
    difference: str


class Waterfall(NamedTuple):
    """From the first garment to another: a drawing and its tables."""

    number: int
    before: str
    after: str
    scores: tuple[str, str]
    difference: str
    bars: Sequence[Bar]
    height: int
    rows: Sequence[Row]
    stages: Sequence[Stage]
    sampled: int | None


def waterfalls_of(compared: Sequence[Compared]) -> list[Waterfall]:
    """The differences of the first garment to the next ones of the same version, at most four."""
    garments = [item for item in compared if item.outcome.sector == TEXTILE.name]
    if len(garments) < 2:
        return []
    first, *others = garments
    method = first.outcome.method
    found: list[Waterfall] = []
    for other in others[:_MOST]:
        if other.outcome.method.version == method.version and _are_small(first, other):
            found.append(_waterfall(len(found) + 1, method, first, other))
    return found


def _are_small(*items: Compared) -> bool:
    return all(
        sum(1 for _flow in item.outcome.computed.sector.flows(item.outcome.computed.simulation))
        <= _LARGEST_NUMBER_OF_FLOWS
        for item in items
    )


def _waterfall(number: int, method: Method, first: Compared, other: Compared) -> Waterfall:
    before, after = (_variants(method, item) for item in (first, other))
    found = find_differences(before, after)
    bars = _bars(before, found.before, found.after, found.shares, (first.name, other.name))
    return Waterfall(
        number=number,
        before=first.name,
        after=other.name,
        scores=(points(found.before), points(found.after)),
        difference=signed(found.after - found.before),
        bars=bars,
        height=_TOP + _ROW * len(bars) + 2,
        rows=[_row(method, before, share) for share in found.shares],
        stages=_stages(first.outcome, other.outcome),
        sampled=found.orders,
    )


def _variants(method: Method, item: Compared) -> Variants:
    computed = item.outcome.computed
    return Variants(method, computed.sector.reopen(computed.query))


def _row(method: Method, garment: Variants, share: Share) -> Row:
    return Row(
        label=SPEECH.field(method, garment.body, share.field),
        before=SPEECH.value(method, share.field, share.before),
        after=SPEECH.value(method, share.field, share.after),
        points=signed(share.points),
        error=points(share.error) if share.error else "",
    )


def _bars(
    garment: Variants,
    start: float,
    end: float,
    shares: Sequence[Share],
    names: tuple[str, str],
) -> list[Bar]:
    """The first score, each share from where the last one ended, and the second score."""
    spans: list[tuple[str, str, str, float, float]] = [
        (names[0], points(start), "whole", 0.0, start)
    ]
    reached = start
    for share in shares:
        label = SPEECH.field(garment.method, garment.body, share.field)
        kind = "gains" if share.points < 0 else "losses"
        spans.append((label, signed(share.points), kind, reached, reached + share.points))
        reached += share.points
    spans.append((names[1], points(end), "whole", 0.0, end))
    least = min(min(low, high) for *_words, low, high in spans)
    most = max(max(low, high) for *_words, low, high in spans)
    span = most - least
    if not 0 < span < float("inf"):
        return []

    def place(value: float) -> float:
        return _LEFT + (value - least) / span * (_RIGHT - _LEFT)

    return [
        Bar(
            label=label,
            text=text,
            kind=kind,
            left=f"{place(min(low, high)):.1f}",
            width=f"{max(place(max(low, high)) - place(min(low, high)), 1):.1f}",
            top=_TOP + _ROW * number + _ROW - _BAR - 4,
            words=_TOP + _ROW * number + 12,
        )
        for number, (label, text, kind, low, high) in enumerate(spans)
    ]


def _stages(first: Outcome, other: Outcome) -> list[Stage]:
    found = []
    for family, label in FAMILIES.items():
        before, after = first.stages.get(family) or 0.0, other.stages.get(family) or 0.0
        if before or after:
            found.append(
                Stage(
                    label=str(label),
                    before=points(before),
                    after=points(after),
                    difference=signed(after - before),
                )
            )
    return found
