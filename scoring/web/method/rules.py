"""The formulas and constants of a sector, collected from recorded calculations.

They are recorded while computing products of the version itself, so that a page cannot say anything
that the engine does not do. Nothing else is computed here.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext, override

from scoring.answers.sample_traces import sample_lines
from scoring.answers.sector import Sector
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line, Origin
from scoring.methods import method_of
from scoring.web import figures
from scoring.web.labels import unit_label
from scoring.web.trace.formulas import FormulaPart, in_words, terms_of
from scoring.web.trace.words import STAGES, figure_label

# Enough for all sectors of several versions in both languages.
_KEPT = 32


class CollectedRule(NamedTuple):
    """A computed value: its formulas, one per case, and the document's section.

    ``terms`` are the kinds of values that are added up, if it is a sum.
    """

    label: str
    formulas: Sequence[Sequence[FormulaPart]]
    terms: Sequence[str]
    unit: str
    section: str


class Constant(NamedTuple):
    """A constant of the method; several values if it depends on the case."""

    label: str
    values: Sequence[str]
    section: str


class Chapter(NamedTuple):
    """A stage: the rules applied to it, in order, and its constants."""

    code: str
    title: str
    rules: Sequence[CollectedRule]
    constants: Sequence[Constant]


class _Collected(NamedTuple):
    first: Line
    formulas: dict[str, Sequence[FormulaPart]]
    terms: dict[str, None]


def chapters_of(method: Method, sector: Sector[Any, Any, Any]) -> tuple[Chapter, ...]:
    """The stages of a sector in the request's language; empty if nothing can be computed."""
    return _chapters(method.version, sector.name, get_language() or "fr")


@lru_cache(maxsize=_KEPT)
def _chapters(version: str, name: str, language: str) -> tuple[Chapter, ...]:
    method, sector = method_of(version), SECTORS[name]
    with override(language):
        rules: dict[tuple[str, str], _Collected] = {}
        constants: dict[str, dict[str, Constant]] = {}
        for lines in sample_lines(method, sector):
            known = {line.id: line for line in lines}
            for line in lines:
                key = (line.stage, line.rule)
                _collect(rules.setdefault(key, _Collected(line, {}, {})), line, known)
                _add_constants(constants.setdefault(line.stage, {}), line)
        return tuple(
            Chapter(
                code=stage,
                title=str(title),
                rules=[_rule(one) for (of, _), one in rules.items() if of == stage],
                constants=list(constants.get(stage, {}).values()),
            )
            for stage, title in STAGES[name].items()
            if any(of == stage for of, _rule_name in rules)
        )


def _names(line: Line, lines: Mapping[str, Line]) -> dict[str, str]:
    """The names of a formula's inputs; a constant with the name of a figure is marked as such."""
    labels = {
        key: gettext(lines[known.key].words)
        if known.origin is Origin.LINE
        else figure_label(known.key)
        for key, known in line.inputs.items()
    }
    figures_named = {
        labels[key] for key, known in line.inputs.items() if known.origin is not Origin.CONSTANT
    }
    for key, known in line.inputs.items():
        if known.origin is Origin.CONSTANT and labels[key] in figures_named:
            labels[key] = gettext("{name}, constante").format(name=labels[key])
    return labels


def _collect(collected: _Collected, line: Line, lines: Mapping[str, Line]) -> None:
    """Add the formula of a line to its rule."""
    names = _names(line, lines)
    if terms := terms_of(line):
        collected.terms.update(dict.fromkeys(names[term] for term in terms))
    else:
        parts = in_words(line, names)
        collected.formulas.setdefault("".join(part.text for part in parts), parts)


def _rule(collected: _Collected) -> CollectedRule:
    line, terms = collected.first, list(collected.terms)
    formulas = list(collected.formulas.values())
    # One material has nothing to add up, and no trims give 0: other examples show more.
    said = [one for one in formulas if len(one) > 1] or ([] if terms else formulas[:1])
    return CollectedRule(
        label=gettext(line.words),
        formulas=said,
        terms=terms,
        unit=unit_label(line.unit),
        section=line.section,
    )


def _add_constants(constants: dict[str, Constant], line: Line) -> None:
    for known in line.inputs.values():
        if known.origin is Origin.CONSTANT and isinstance(known.value, int | float):
            label = figure_label(known.key)
            value = figures.with_unit(figures.significant(known.value), unit_label(known.unit))
            before = constants.get(label, Constant(label, (), known.section))
            if value not in before.values:
                constants[label] = before._replace(values=(*before.values, value))
