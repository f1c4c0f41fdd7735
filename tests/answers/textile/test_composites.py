"""The items of a set, as garments of their own."""

from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.composites import TEXTILE_SET, pieces_of
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
