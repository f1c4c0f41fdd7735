"""Waterfall charts of why compared garments differ from the baseline (decisions.md 3)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.sectors import TEXTILE
from scoring.engine.analysis.differences import Differences, Share, find_differences
from scoring.engine.analysis.variants import Variants
from scoring.engine.method import Method
from scoring.web.bars import placed
from scoring.web.sharing.outcome import Outcome
from scoring.web.sharing.posted import ComparedSimulation
from scoring.web.speech import SPEECH, points, signed
from scoring.web.words.breakdown import FAMILIES

# Maximum number of garments explained; each takes up to a tenth of a second.
_MOST = 4
# Maximum number of flows: each of some sixty orders has a step per flow.
_LARGEST_NUMBER_OF_FLOWS = 300


class WaterfallBar(NamedTuple):
    """A bar of the waterfall and its label.

    ``kind`` is its CSS class: one of both scores (``whole``), or the share of a field that lowers
    the score, raises it, or does neither (``same``). ``left`` and ``width`` are percentages, "" for
    no bar.
    """

    label: str
    kind: str
    points: str
    left: str = ""
    width: str = ""
    before: str = ""
    after: str = ""
    error: str = ""


class StageChange(NamedTuple):
    """A family of stages in both scores."""

    label: str
    before: str
    after: str
    difference: str


class Waterfall(NamedTuple):
    """From the baseline to another garment; the first and last rows are their scores."""

    number: int
    before: str
    after: str
    difference: str
    rows: Sequence[WaterfallBar]
    stages: Sequence[StageChange]
    sampled: int | None


class Explained(NamedTuple):
    """The garments explained, and the simulations that are not, with the reason."""

    baseline: str
    waterfalls: Sequence[Waterfall]
    left_out: Sequence[tuple[str, str]]


def waterfalls_of(compared: Sequence[ComparedSimulation], baseline: int) -> Explained | None:
    """The charts of the other garments; None if the baseline is no garment or is alone.

    ``baseline`` is a position in ``compared``.
    """
    first = compared[baseline]
    if first.outcome.sector != TEXTILE.name or len(compared) < 2:
        return None
    method = first.outcome.method
    found: list[Waterfall] = []
    left_out: list[tuple[str, str]] = []
    for other in compared:
        if other is first:
            continue
        reason = _reason(first, other, len(found))
        if reason:
            left_out.append((other.name, reason))
        else:
            found.append(_waterfall(len(found) + 1, method, first, other))
    return Explained(first.name, found, left_out)


def _reason(first: ComparedSimulation, other: ComparedSimulation, explained: int) -> str:
    """Why a simulation is not explained field by field, "" if it is."""
    if other.outcome.sector != TEXTILE.name:
        return _("ce n'est pas un vêtement seul")
    if other.outcome.method.version != first.outcome.method.version:
        return _("une autre version de la méthode")
    if not _are_small(first, other):
        return _("trop de procédés")
    if explained == _MOST:
        return _("au plus {most} vêtements sont expliqués").format(most=_MOST)
    return ""


def _are_small(*items: ComparedSimulation) -> bool:
    return all(
        sum(1 for _flow in item.outcome.computed.sector.flows(item.outcome.computed.simulation))
        <= _LARGEST_NUMBER_OF_FLOWS
        for item in items
    )


def _waterfall(
    number: int, method: Method, first: ComparedSimulation, other: ComparedSimulation
) -> Waterfall:
    before, after = (_variants(method, item) for item in (first, other))
    found = find_differences(before, after)
    return Waterfall(
        number=number,
        before=first.name,
        after=other.name,
        difference=signed(found.after - found.before),
        rows=_rows(before, found, (first.name, other.name)) if found.shares else [],
        stages=_stages(first.outcome, other.outcome),
        sampled=found.orders,
    )


def _variants(method: Method, item: ComparedSimulation) -> Variants:
    computed = item.outcome.computed
    return Variants(method, computed.sector.reopen(computed.query))


def _rows(garment: Variants, found: Differences, names: tuple[str, str]) -> list[WaterfallBar]:
    """The first score, each share starting where the previous one ends, and the second score."""
    spans = [(0.0, found.before)]
    reached = found.before
    for share in found.shares:
        spans.append((reached, reached + share.points))
        reached += share.points
    spans.append((0.0, found.after))
    (first, *bars, last) = placed(spans)
    return [
        _score(names[0], found.before, first),
        *(_row(garment, share, bar) for share, bar in zip(found.shares, bars, strict=True)),
        _score(names[1], found.after, last),
    ]


def _score(name: str, score: float, bar: tuple[str, str]) -> WaterfallBar:
    left, width = bar
    return WaterfallBar(label=name, kind="whole", points=points(score), left=left, width=width)


def _row(garment: Variants, share: Share, bar: tuple[str, str]) -> WaterfallBar:
    method = garment.method
    return WaterfallBar(
        label=SPEECH.field(method, garment.body, share.field),
        kind="gains" if share.points < 0 else "losses" if share.points > 0 else "same",
        points=signed(share.points),
        left=bar[0],
        width=bar[1],
        before=SPEECH.value(method, share.field, share.before),
        after=SPEECH.value(method, share.field, share.after),
        error=points(share.error) if share.error else "",
    )


def _stages(first: Outcome, other: Outcome) -> list[StageChange]:
    found = []
    for family, label in FAMILIES.items():
        before, after = first.stages.get(family) or 0.0, other.stages.get(family) or 0.0
        if before or after:
            found.append(
                StageChange(
                    label=str(label),
                    before=points(before),
                    after=points(after),
                    difference=signed(after - before),
                )
            )
    return found
