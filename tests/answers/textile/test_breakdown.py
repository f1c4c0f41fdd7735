"""The figures that pages and records make of a garment's parts."""

import pytest

from scoring.answers.breakdown import COMPARED_KG
from scoring.answers.textile.breakdown import stages_undivided
from scoring.engine.method import Method
from tests.answers.served import official
from tests.answers.textile.garments import SAID, computed


def test_100_grams_of_a_garment_are_its_figures_by_its_mass(method: Method) -> None:
    garment = computed(method, SAID, official(method))
    found = garment.for_mass(COMPARED_KG)
    expected = [figure / 4.5 for figure in garment.results.totals.impacts]
    assert list(found) == pytest.approx(expected, rel=1e-12)


def test_the_stages_are_what_transports_leave_of_a_garment(method: Method) -> None:
    garment = computed(method, SAID, official(method))
    totals = garment.results.totals
    for stages, moved, whole in zip(
        stages_undivided(garment.results), totals.transport, totals.without_durability, strict=True
    ):
        assert stages + moved == pytest.approx(whole, rel=1e-12)
    assert totals.transport[garment.served.table.trigrams.index("ecs")] > 0
