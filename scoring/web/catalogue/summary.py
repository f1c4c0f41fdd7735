"""The summary of a catalogue on its page: counts, categories, lowest and highest scores."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.catalogue.extremes import Extremes
from scoring.catalogue.results import Result
from scoring.catalogue.summary import Tally
from scoring.engine.method import Method
from scoring.web import figures
from scoring.web.labels import label

# The width of the scale, in per cent.
_WHOLE = 100


class Extreme(NamedTuple):
    """A row with one of the lowest or highest scores."""

    line: int
    name: str
    category: str
    score: str


class Category(NamedTuple):
    """The scores of a category, formatted, and their positions on the scale in per cent."""

    name: str
    rows: int
    least: str
    first_quartile: str
    median: str
    third_quartile: str
    greatest: str
    mean: str
    start: str
    length: str
    box: str
    box_length: str
    middle: str


class Overview:
    """Counts results incrementally; only their scores are kept."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.extremes = Extremes()

    def count(self, results: Iterable[Result]) -> None:
        """Add results."""
        found = list(results)
        self.tally.count(found)
        self.extremes.count(found)

    def context(self, method: Method) -> dict[str, Any]:
        """The template context."""
        summary = self.tally.summary()
        names = category_names(method)
        return {
            "summary": summary,
            "points": {
                name: figures.number(score) for name, score in (summary["scores"] or {}).items()
            },
            "categories": _categories(summary["categories"], names),
            "least": [_extreme(one, names) for one in self.extremes.least],
            "greatest": [_extreme(one, names) for one in self.extremes.greatest],
        }


def category_names(method: Method) -> dict[str, str]:
    """The names of the categories in the visitor's language, by id."""
    return {product.id: label(product) for product in method.dataset.products.values()}


def _extreme(result: Result, names: Mapping[str, str]) -> Extreme:
    category = result.figures.category or ""
    return Extreme(
        line=result.line,
        name=result.id or _("ligne {line}").format(line=result.line),
        category=names.get(category, category),
        score=figures.number(result.score or 0.0),
    )


def _categories(
    found: Mapping[str, Mapping[str, float]], names: Mapping[str, str]
) -> list[Category]:
    """The categories by name, on a common scale that starts at zero."""
    top = max((scores["max"] for scores in found.values()), default=0.0) or 1.0

    def at(score: float) -> float:
        return _WHOLE * max(0.0, score) / top

    categories = []
    for code, scores in found.items():
        start, box = at(scores["min"]), at(scores["firstQuartile"])
        categories.append(
            Category(
                name=names.get(code, code),
                rows=int(scores["rows"]),
                least=figures.number(scores["min"]),
                first_quartile=figures.number(scores["firstQuartile"]),
                median=figures.number(scores["median"]),
                third_quartile=figures.number(scores["thirdQuartile"]),
                greatest=figures.number(scores["max"]),
                mean=figures.number(scores["mean"]),
                start=_width(start),
                length=_width(at(scores["max"]) - start),
                box=_width(box),
                box_length=_width(at(scores["thirdQuartile"]) - box),
                middle=_width(at(scores["median"])),
            )
        )
    return sorted(categories, key=lambda category: category.name)


def _width(part: float) -> str:
    """A length for CSS, in machine notation."""
    return f"{round(part, 2):g}%"
