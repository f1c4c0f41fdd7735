"""The words of traces in the visitor's language: rules, stages, figures, codes, units."""

import re
from collections.abc import Callable

from django.utils.translation import gettext

from scoring.answers.names import english_names
from scoring.answers.words import trace
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line
from scoring.web.labels import in_language, is_english, label

# The stages of lines, by sector, in the order of the pages.
STAGES = {sector: in_language(stages) for sector, stages in trace.STAGES.items()}


def translated(text: str) -> str:
    """A French text of the engine or of the data, in the language of the page.

    The name of a journey consists of two countries, that of a treatment of a process and a
    material.
    """
    if not text or not is_english():
        return text
    if text in english_names():
        return english_names()[text]
    if " → " in text:
        return " → ".join(translated(part) for part in text.split(" → "))
    if found := re.fullmatch(r"(.+) \(([^()]+)\)", text):
        return f"{translated(found[1])} ({translated(found[2])})"
    return gettext(text)


def translator(sector: str) -> Callable[[str], str]:
    """``translated`` for the texts of a spreadsheet, including the stages of the sector."""
    stages = STAGES[sector]
    return lambda text: str(stages[text]) if text in stages else translated(text)


def line_label(line: Line) -> str:
    """The label of a line."""
    words = gettext(line.words)
    if not line.subject:
        return words
    return gettext("{rule} : {subject}").format(rule=words, subject=translated(line.subject))


def figure_label(key: str) -> str:
    """The name of a figure, from its key."""
    return gettext(trace.figure_name(key)) if key else ""


def code_label(method: Method, code: str) -> str:
    """A code, an identifier or a name, in words if it has a label."""
    dataset = method.dataset
    for records in (
        dataset.countries,
        dataset.products,
        dataset.materials,
        dataset.components,
        dataset.ingredients,
        dataset.processes,
    ):
        record = records.get(code)
        if record is not None:
            return label(record)
    return gettext(trace.CODES[code]) if code in trace.CODES else code
