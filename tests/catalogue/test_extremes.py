"""The rows with the lowest and the highest scores, whatever their number."""

from scoring.catalogue.extremes import Extremes
from scoring.catalogue.figures import Figures
from scoring.catalogue.results import REFUSED, SCORED, Result


def row(index: int, score: float | None) -> Result:
    return Result(
        index=index,
        line=index + 2,
        id=None,
        status=REFUSED if score is None else SCORED,
        figures=Figures(score=score, pef=None),
        declared_score=None,
        warnings=(),
        errors=(),
        method_version="v7.0.0",
        level="aggregated",
    )


def test_five_of_each_are_kept_and_the_first_on_ties() -> None:
    scores = [5.0, 1.0, None, 9.0, 5.0, 5.0, 5.0, 5.0, 5.0, 2.0]
    extremes = Extremes()
    for index, score in enumerate(scores):
        extremes.count([row(index, score)])
    assert [(one.index, one.score) for one in extremes.least] == [
        (1, 1.0),
        (9, 2.0),
        (0, 5.0),
        (4, 5.0),
        (5, 5.0),
    ]
    assert [(one.index, one.score) for one in extremes.greatest] == [
        (3, 9.0),
        (0, 5.0),
        (4, 5.0),
        (5, 5.0),
        (6, 5.0),
    ]
