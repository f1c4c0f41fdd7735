"""What a trace records about a recipe besides its rules: effective values and flow amounts."""

from collections.abc import Sequence

from scoring.engine.food.in_force import values_in_force
from scoring.engine.food.query import Query
from scoring.engine.food.resolve import Dish
from scoring.engine.impacts import Flow
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary.food import PREPARATIONS, RETAILS


def know_values(trace: Recorder, dish: Dish) -> None:
    """Register every effective value in a trace, by its request field."""
    for name, value in values_in_force(dish).items():
        trace.know(name, value)


def record_processes(trace: Recorder, query: Query) -> None:
    """Register in a trace the processes whose amounts are masses given by the request."""
    for position, line in enumerate(query.ingredients):
        path = f"ingredients.{line.ingredient.id}.processId"
        choice = {
            "ingredient": trace.known(f"ingredients.{position}.id"),
            "process": datum(path, line.ingredient.process.id),
        }
        trace.flow("material", f"mass.raw.ingredient.{position}", choice=choice)
    if query.transform is not None:
        choice = {"process": trace.known("transform.id")}
        trace.flow("transform", "mass.transform", choice=choice)
    for position in range(len(query.packaging)):
        choice = {"process": trace.known(f"packaging.{position}.id")}
        trace.flow("packaging", f"mass.packaging.piece.{position}", choice=choice)


def record_retail(trace: Recorder, distribution: str, flows: Sequence[Flow]) -> None:
    """Record the shop's consumption, in the order of the flows (food.md 6.1)."""
    retail = RETAILS[distribution]
    (_, kwh), (_, litres) = flows
    key = f"retail.{distribution}"
    trace.flow(
        "distribution",
        trace.line(
            "retail.electricity",
            "volume * (energy + cooling)",
            kwh,
            volume="retail.volume",
            energy=constant(retail.energy_kwh, "6.1", f"{key}.energy", "kWh/m³"),
            cooling=constant(retail.cooling_kwh, "6.1", f"{key}.cooling", "kWh/m³"),
            distribution="distribution",
        ),
        trace.line(
            "retail.water",
            "volume * water",
            litres,
            volume="retail.volume",
            water=constant(retail.water_l, "6.1", f"{key}.water", "L/m³"),
            distribution="distribution",
        ),
    )


def record_preparation(trace: Recorder, preparation: Sequence[str], flows: Sequence[Flow]) -> None:
    """Record the consumption of each preparation, in the order of the flows (food.md 7)."""
    amounts = iter(flows)
    for position, code in enumerate(preparation):
        drawn = PREPARATIONS[code]
        for name, energy, share, unit in (
            ("electricity", drawn.elec_kwh, drawn.elec_share, "kWh/kg"),
            ("gas", drawn.heat_mj, drawn.heat_share, "MJ/kg"),
        ):
            _, amount = next(amounts)
            known = trace.line(
                f"preparation.{name}",
                "mass * (energy * share)",
                amount,
                at=position,
                subject=drawn.label,
                mass="mass.transformed",
                energy=constant(energy, "7", f"preparation.{code}.{name}", unit),
                share=constant(share, "7", f"preparation.{code}.{name}.share"),
                preparation=f"preparation.{position}",
            )
            trace.flow("use", known)
