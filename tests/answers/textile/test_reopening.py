"""The request with which a garment's page is reopened."""

from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from tests.answers.served import aggregated


def test_a_link_keeps_the_unknown_country_that_the_echo_drops(method: Method) -> None:
    body = {
        "mass": 0.17,
        "product": "tshirt",
        "materials": [
            {"id": "ei-coton", "share": 0.5, "country": "---"},
            {"id": "ei-lin", "share": 0.3, "country": "FR"},
            {"id": "ei-pet", "share": 0.2},
        ],
        "countryMaking": "CN",
    }
    garment = compute(TEXTILE, method, body, aggregated(method))
    echoed = TEXTILE.repeat(garment.query)
    opened = TEXTILE.normalise(method, body)
    assert [line.get("country") for line in echoed["materials"]] == [None, "FR", None]
    assert [line.get("country") for line in opened["materials"]] == ["---", "FR", None]
    again = compute(TEXTILE, method, opened, aggregated(method))
    assert again.impacts == garment.impacts
    # The echo would be another garment: the material's own country is another one.
    other = compute(TEXTILE, method, echoed, aggregated(method))
    assert other.impacts != garment.impacts
