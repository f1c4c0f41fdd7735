"""How the figures of a component came about, from the engine's own breakdown (object.md 3)."""

from django.utils.translation import gettext as _

from scoring.engine.components import ElementStep
from scoring.engine.method import Method
from scoring.engine.objects.product import ItemFigures, ItemSteps
from scoring.engine.records import Element
from scoring.web.explanations import Explanation, Row, flow_lines, n, row
from scoring.web.labels import label, unit_label
from scoring.web.weighing import Shown


def explain_item(
    method: Method, steps: ItemSteps, figures: ItemFigures, shown: Shown
) -> Explanation:
    """What is bought, what each transform loses, and all the flows, quantity counted."""
    quantity = steps.item.quantity
    rows: list[Row] = [row(_("Quantité"), "", float(quantity))]
    for element, found in steps.elements:
        rows += _element(element, found)
    flows = [
        (process, quantity * amount)
        for _element_of, found in steps.elements
        for step in found
        for process, amount in step.flows
        if amount
    ]
    processes = list(method.dataset.processes.values())
    total = shown.text_of(figures.impacts)
    return Explanation(rows, flow_lines(processes, shown, flows), total, [], total)


def _element(element: Element, steps: tuple[ElementStep, ...]) -> list[Row]:
    unit = unit_label(element.material.unit)
    material, *transforms = steps
    _process, bought = material.flows[0]
    losses = [f"(1 − {n(step.process.waste)})" for step in reversed(transforms)]
    formula = " ÷ ".join([n(element.amount), *losses]) if losses else ""
    name = _("{material}, quantité achetée").format(material=label(element.material))
    rows = [row(name, formula, bought, unit)]
    if unit != "kg":
        density = n(element.material.density)
        rows.append(row(_("Masse achetée"), f"{n(bought)} × {density}", material.mass_kg, "kg"))
    for step in transforms:
        _process, entering = step.flows[0]
        process = step.process
        rows.append(row(label(process), _("quantité entrante"), entering, unit))
        if process.elec_mj:
            rows.append(
                row(
                    _("Électricité"),
                    f"{n(entering)} × {n(process.elec_mj)} ÷ {n(3.6)}",
                    step.flows[1][1],
                    "kWh",
                )
            )
        if process.heat_mj:
            formula = f"{n(entering)} × {n(process.heat_mj)}"
            rows.append(row(_("Chaleur"), formula, step.flows[2][1], "MJ"))
    return rows
