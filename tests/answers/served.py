"""The levels that a caller may be served, as tests ask for them."""

from scoring.answers.levels import AGGREGATED, OFFICIAL, Details, Served, served_to
from scoring.engine.method import Method
from tests.conformance.cases import synthetic_table


def aggregated(method: Method) -> Served:
    """What an anonymous caller is served."""
    return Served(AGGREGATED, method.scores)


def indicative(method: Method) -> Served:
    """What callers with a token are served of the open figures."""
    return served_to(method, Details())


def official(method: Method) -> Served:
    """What callers with a token are served once a (made-up) licensed file is imported."""
    return Served(OFFICIAL, synthetic_table(method.dataset))
