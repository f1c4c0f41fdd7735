"""A garment, in the form that comparisons and exports take."""

from scoring.answers.textile.sector import Garment, detailed
from scoring.web.sharing.outcome import Outcome, outcome_of
from scoring.web.sharing.textile_record import tables_of


def textile_outcome(garment: Garment, origin: str) -> Outcome:
    """What a garment gives; ``origin`` is the address that links start with."""
    query = garment.sector.reopen(garment.query)
    answer = detailed(garment) | {
        "webUrl": garment.link(origin, query),
        "description": garment.description,
        "query": query,
    }
    complements = garment.results.totals.complements
    return outcome_of(
        garment,
        answer,
        answer["impacts"],
        complements.microfibers + complements.out_of_europe_eol,
        lambda _stages, _impacts: tables_of(garment),
    )
