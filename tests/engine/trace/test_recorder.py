"""The recorder: what it keeps, and the programming errors that it rejects."""

import json
import math

import pytest

from scoring.engine.components import assemble, know_elements
from scoring.engine.impacts import ImpactTable
from scoring.engine.records import Element, Process
from scoring.engine.trace.data import constant
from scoring.engine.trace.lines import Origin, Sourced, public_form
from scoring.engine.trace.recorder import Recorder, Rule
from scoring.engine.trace.words.components import component_rules
from tests.engine.trace.proof import faults_of

RULES = {
    "mass": Rule("making", "5.1", "kg", "Masse cousue"),
    "own": Rule("making", "7.5", "{impact}", "Impact propre"),
    "own.flow": Rule("making", "7.5", "{impact}", "Impact du procédé"),
    "score": Rule("total", "11", "{impact}", "Score"),
}


def process(index: int, **changes: object) -> Process:
    """A process with a figure of 10, 20, ... points."""
    fields = {
        "index": index,
        "id": f"p{index}",
        "rank": index,
        "name": f"Procédé {index}",
        "unit": "kg",
        "elec_mj": 0.0,
        "heat_mj": 0.0,
        "waste": 0.0,
        "density": 0.0,
        "source": "Base",
        "source_name": f"process {index}",
        "categories": (),
        "scopes": (),
    }
    return Process(**(fields | changes))  # type: ignore[arg-type]


PROCESSES = [process(0), process(1, elec_mj=7.2, heat_mj=3.0, waste=0.2), process(2), process(3)]
TABLE = ImpactTable(("ecs",), ((10.0, 20.0, 30.0, 40.0),))


def recorder(rules: dict[str, Rule] | None = None) -> Recorder:
    """A recorder of the points of four processes."""
    return Recorder(RULES if rules is None else rules, PROCESSES, TABLE, "Pts")


def test_a_line_has_the_words_of_its_rule_and_the_inputs_it_was_told() -> None:
    trace = recorder()
    trace.know("finished", Sourced(value=0.17, origin=Origin.REQUEST, key="mass", unit="kg"))
    known = trace.line(
        "mass",
        "mass / (1 - waste)",
        0.2,
        subject="Coton",
        mass="finished",
        waste=constant(0.15, "5.1", "waste"),
    )
    assert known == Sourced(value=0.2, origin=Origin.LINE, key="mass", unit="kg")
    line = trace.trace("mass").line("mass")
    assert (line.stage, line.section, line.unit) == ("making", "5.1", "kg")
    assert line.label == "Masse cousue : Coton"
    assert json.loads(json.dumps(public_form(trace.trace("mass")))) == {
        "score": 0.2,
        "impact": "ecs",
        "unit": "Pts",
        "result": "mass",
        "lines": [
            {
                "id": "mass",
                "stage": "making",
                "label": "Masse cousue : Coton",
                "section": "5.1",
                "formula": "mass / (1 - waste)",
                "inputs": [
                    {"name": "mass", "value": 0.17, "unit": "kg", "from": "request", "key": "mass"},
                    {
                        "name": "waste",
                        "value": 0.15,
                        "unit": "",
                        "from": "constant",
                        "key": "waste",
                        "section": "5.1",
                    },
                ],
                "value": 0.2,
                "unit": "kg",
            }
        ],
    }


def test_a_value_that_is_not_finite_is_null_in_json() -> None:
    trace = recorder()
    trace.line("mass", "big * 10", math.inf, big=constant(math.inf, "5", "big"))
    shown = public_form(trace.trace("mass"))
    assert shown["score"] is None
    assert shown["lines"][0]["value"] is None
    assert shown["lines"][0]["inputs"][0]["value"] is None


def test_weighing_gives_a_line_to_each_flow_and_their_sum() -> None:
    trace = recorder()
    amount = trace.line("mass", "2", 2.0)
    trace.flow("making", amount, constant(0.5, "7.5", "half", "kWh"))
    flows = ((0, 2.0), (3, 0.5))
    total = trace.weighed("own", "making", flows, TABLE.weigh(flows)[0])
    trace.sum("score", [total], 40.0)
    closed = trace.trace("score")
    assert [line.id for line in closed.lines] == [
        "mass",
        "own.flow.0",
        "own.flow.1",
        "own",
        "score",
    ]
    figure = closed.line("own.flow.1").inputs["figure"]
    assert (figure.value, figure.unit, figure.key) == (40, "Pts/kg", "processes.p3.impacts.ecs")
    assert (figure.process, figure.source) == ("Procédé 3", "Base, process 3")
    figures = {"processes.p0.impacts.ecs": 10.0, "processes.p3.impacts.ecs": 40.0}
    assert faults_of(closed, {}, figures.__getitem__, 40.0) == []


def test_a_line_recorded_twice_or_of_an_unknown_value_is_a_mistake() -> None:
    trace = recorder()
    trace.line("mass", "1", 1.0)
    with pytest.raises(ValueError, match="twice"):
        trace.line("mass", "1", 1.0)
    with pytest.raises(KeyError):
        trace.line("mass", "mass", 1.0, at=2, mass="nothing")
    trace.flow("making", "mass")
    with pytest.raises(ValueError):
        trace.weighed("own", "making", (), 0.0)


def test_the_elements_of_a_component_prove_their_amounts_and_masses() -> None:
    roles = {"component_electricity": PROCESSES[2], "component_heat": PROCESSES[3]}
    element = Element(0.8, PROCESSES[0], (PROCESSES[1], PROCESSES[1]))
    trace = recorder(dict(component_rules("9", material="trims", transformation="trims")))
    know_elements(trace, [element], origin=Origin.REQUEST, path="elements", at=0)
    recorded = assemble([element], roles, trace, "0")
    assert recorded == assemble([element], roles)
    data = {
        "processes.p1.waste": 0.2,
        "processes.p1.elecMJ": 7.2,
        "processes.p1.heatMJ": 3.0,
    }
    query = {"elements": [{"amount": 0.8}]}
    closed = trace.trace("piece.mass.0")
    assert faults_of(closed, query, data.__getitem__, recorded.mass_kg) == []
    told = [known for step in range(3) for known in trace.told(f"step.0.0.{step}")]
    assert [amount.value for amount, _ in told] == [amount for _, amount in recorded.flows]
    keys = [choice["process"].key for _, choice in told if choice]
    assert keys == ["elements.0.material", "elements.0.transforms.0", "elements.0.transforms.1"]
