"""Proves a trace: every line is recomputed from its inputs, and these from their sources."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from scoring.engine.decoding import YarnSize
from scoring.engine.trace.formula import evaluate, names_of, parse_formula
from scoring.engine.trace.lines import Line, Origin, Sourced, Trace

TOLERANCE = 1e-12


def faults_of(
    trace: Trace, query: Mapping[str, Any], datum: Callable[[str], Any], score: float
) -> list[str]:
    """List every way in which a trace does not prove its score.

    ``datum`` finds a figure of the data by its path; ``score`` is the simulator's.
    """
    faults = []
    found: dict[str, Line] = {}
    for line in trace.lines:
        if line.id in found:
            faults.append(f"{line.id} is there twice")
        faults += [
            f"{line.id}, {name}: {fault}"
            for name, known in line.inputs.items()
            if (fault := _input_fault(known, found, query, datum))
        ]
        faults += _formula_faults(line)
        faults += [f"{line.id}: {fault}" for fault in _choice_faults(line)]
        found[line.id] = line
    last = found[trace.result]
    if not same(last.value, score) or not same(trace.score, score):
        faults.append(f"the result {last.value} is not the score {score}")
    return faults


def _formula_faults(line: Line) -> list[str]:
    formula = parse_formula(line.formula)
    numbers = {
        name: float(known.value)
        for name, known in line.inputs.items()
        if isinstance(known.value, int | float)
    }
    missing = names_of(formula) - set(numbers)
    if missing:
        return [f"{line.id}: no number for {missing}"]
    unused = {
        name
        for name in set(numbers) - names_of(formula)
        if not isinstance(line.inputs[name].value, bool)
    }
    if unused:
        return [f"{line.id}: {unused} are not in the formula {line.formula}"]
    value = evaluate(formula, numbers)
    if not same(value, line.value):
        return [f"{line.id}: {line.formula} is {value}, not {line.value} ({numbers})"]
    return []


def _choice_faults(line: Line) -> list[str]:
    """An input that says why a record is used must match that record."""
    faults = []
    keys = [known.key.split(".") for known in line.inputs.values() if known.origin is Origin.DATA]
    texts = {
        name: known.value for name, known in line.inputs.items() if isinstance(known.value, str)
    }
    for data_set, record, *_ in keys:
        if data_set == "countries" and "country" in texts and record != texts["country"]:
            faults.append(f"{record} is not the country {texts['country']}")
        if data_set == "processes" and "process" in texts and record != texts["process"]:
            faults.append(f"{record} is not the process {texts['process']}")
        if data_set == "distances" and "origin" in texts:
            way = f"{texts['origin']}/{texts['destination']}"
            if record != way:
                faults.append(f"{record} is not {way}")
    return faults


def _input_fault(
    known: Sourced,
    found: Mapping[str, Line],
    query: Mapping[str, Any],
    datum: Callable[[str], Any],
) -> str:
    match known.origin:
        case Origin.LINE:
            if known.key not in found:
                return f"there is no earlier line {known.key}"
            expected: Any = found[known.key].value
        case Origin.REQUEST:
            expected = at_path(query, known.key)
            if isinstance(expected, str) and not isinstance(known.value, str):
                # A yarn size may include its unit.
                expected = YarnSize().decode(expected)
        case Origin.DATA:
            expected = datum(known.key)
        case Origin.DEFAULT if not known.section:
            expected = datum(known.key)
        case _:
            return "" if known.section else "it has no section"
    if isinstance(known.value, tuple):
        return "" if list(known.value) == expected else f"{known.value} is not {expected}"
    if isinstance(known.value, str | bool):
        return "" if known.value == expected else f"{known.value} is not {expected}"
    if isinstance(expected, int | float) and same(known.value, expected):
        return ""
    return f"{known.key} is {expected}, not {known.value}"


def same(found: float, expected: float) -> bool:
    """Whether two values are the same double, or nearly so."""
    if math.isnan(expected):
        return math.isnan(found)
    return math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=0.0)


def at_path(body: Any, path: str) -> Any:
    """The value in a request at a path such as ``materials.0.share``."""
    for step in path.split("."):
        if isinstance(body, list):
            body = body[int(step)]
        elif isinstance(body, Mapping):
            body = body.get(step)
        else:
            return None
    return body
