"""Sets, and garments in parts: their items as garments of their own, and their links."""

from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET, pieces_of
from scoring.engine.method import Method
from tests.answers.served import indicative

SHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
SOCKS = {"mass": 0.05, "product": "chaussettes", "materials": [{"id": "ei-coton", "share": 1}]}


def test_an_item_of_a_set_is_the_garment_computed_alone(method: Method) -> None:
    served = indicative(method)
    body = {"products": [SHIRT, SOCKS | {"numberOfItem": 3}]}
    pieces = pieces_of(compute(TEXTILE_SET, method, body, served))
    assert len(pieces) == 2
    for piece, garment in zip(pieces, (SHIRT, SOCKS), strict=True):
        alone = compute(TEXTILE, method, garment, served)
        assert piece.sector is alone.sector
        assert piece.method is alone.method
        assert piece.query == alone.query
        assert piece.simulation == alone.simulation
        assert piece.total == alone.total


def test_their_links_lead_to_their_own_simulators() -> None:
    found = {sector.page() for sector in (TEXTILE, TEXTILE_SET, TEXTILE_GARMENT)}
    assert len(found) == 3
    for sector in (TEXTILE_SET, TEXTILE_GARMENT):
        assert sector.page() == f"{sector.simulator}/ecs"
