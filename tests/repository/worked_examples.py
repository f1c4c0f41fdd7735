"""What the engine gives for the worked examples of docs/method, by the names of their lines."""

from collections.abc import Callable
from typing import Any

from scoring.engine import scopes
from scoring.engine.food import query as food_query
from scoring.engine.food import recipe as food_recipe
from scoring.engine.food import results as food_results
from scoring.engine.method import Method
from scoring.engine.objects import product
from scoring.engine.objects import query as object_query
from scoring.engine.textile import query as textile_query
from scoring.engine.textile import results as textile_results
from scoring.engine.textile import simulate as textile

_GRAMS = 1000


def garment(method: Method, request: Any) -> dict[str, float]:
    """A garment, step by step, in points of ``ecs`` where no other unit is written."""
    table = method.scores
    simulation = textile.simulate(method.textile, textile_query.parse(method.dataset, request))
    results = textile_results.compute_results(simulation, table)
    totals = results.totals
    material, spinning, fabric, ennobling, making, _, use, end_of_life = simulation.steps
    own = dict(zip((step.code for step in simulation.steps), results.steps, strict=True))
    dyeing = table.weigh(ennobling.work.flows[6:9])[0]
    found = simulation.durability
    trims_mass = simulation.trims_mass
    return {
        "mass after making loss": making.mass.output,
        "mass entering making": making.mass.input,
        "fabric, trims included": fabric.mass.output + trims_mass,
        "yarn, trims included": spinning.mass.output + trims_mass,
        "fibres, trims included": material.mass.output + trims_mass,
        "mass of trims": trims_mass,
        "fibres": material.mass.output,
        "yarn": spinning.mass.output,
        "fabric": ennobling.mass.output,
        "references index": found.references_index,
        "repairability index": found.repairability_index,
        "durability": found.coefficient,
        "days of wear": found.days_of_wear,
        "care cycles": found.care_cycles,
        "material": own["material"].own[0] - material.microfibers,
        "electricity of spinning": spinning.work.elec_kwh,
        "spinning": own["spinning"].own[0],
        "electricity of knitting": fabric.work.elec_kwh,
        "knitting": own["fabric"].own[0],
        "pre-treatments, energy": own["ennobling"].pre_treatments_energy[0],
        "pre-treatments, toxicity": own["ennobling"].pre_treatments_toxicity[0],
        "dyeing": dyeing,
        "dyeing releases": table.weigh(ennobling.work.flows[9:10])[0],
        "finishing": table.weigh(ennobling.work.flows[10:])[0],
        "ennobling": own["ennobling"].own[0],
        "electricity of ennobling": ennobling.work.elec_kwh,
        "heat of ennobling": ennobling.work.heat_mj,
        "electricity of making": making.work.elec_kwh,
        "making": own["making"].own[0],
        "electricity of use": use.work.elec_kwh,
        "use": own["use"].own[0],
        "end of life": own["eol"].own[0] - end_of_life.out_of_europe_eol,
        "transport of fibres": own["material"].transport[0],
        "transport of yarn": own["spinning"].transport[0],
        "transport of fabric": own["fabric"].transport[0],
        "transport of ennobled fabric": own["ennobling"].transport[0],
        "transport of the garment": own["making"].transport[0],
        "transport of distribution": own["distribution"].transport[0],
        "trims": totals.trims[0],
        "microfibres": material.microfibers,
        "out-of-Europe end of life": end_of_life.out_of_europe_eol,
        "coût environnemental without durability": totals.without_durability[0],
        "coût environnemental": totals.impacts[0],
        "PEF score": totals.impacts[1],
        "microfibres shown": totals.complements.microfibers,
        "out-of-Europe end of life shown": totals.complements.out_of_europe_eol,
    }


def recipe(method: Method, request: Any) -> dict[str, float]:
    """A recipe, part by part, in points of ``ecs`` where no other unit is written."""
    table = method.scores
    found = food_recipe.simulate(method.food, food_query.parse(method.dataset, request))
    results = food_results.compute_results(found, table)
    flows = found.ingredients_journey.flows
    return {
        "edible mass": found.masses.edible,
        "transformed mass": found.masses.transformed,
        "total mass": found.masses.total,
        "prepared mass": found.masses.prepared,
        "flour": table.weigh(found.ingredients[:1])[0],
        "carrots": table.weigh(found.ingredients[1:])[0],
        "road of the carrots": _GRAMS
        * (flows[2][1] + flows[3][1])
        / found.query.ingredients[1].mass,
        "sea of the carrots": _GRAMS * flows[4][1] / found.query.ingredients[1].mass,
        "transport of the flour": table.weigh(flows[:2])[0],
        "transport of the carrots": table.weigh(flows[2:])[0],
        "packaging": results.packaging[0],
        "retail volume": found.volume_m3 or 0.0,
        "retail": results.retail[0],
        "distribution transport": results.distribution_transport[0],
        "preparation": results.preparation[0],
        "bonus": found.services.bonus,
        "coût environnemental": results.total[0],
        "PEF score": results.total[1],
        "per kg": results.score,
    }


def thing(method: Method, request: Any) -> dict[str, float]:
    """An object of one element, in points of ``ecs`` where no other unit is written."""
    parsed = object_query.parse(method.dataset, scopes.OBJECT, request)
    results = product.compute_results(product.simulate(method.dataset.roles, parsed), method.scores)
    element = results.items[0].elements[0]
    return {
        "initial amount": element.material.mass_kg,
        "material": element.material.impacts[0],
        "moulding": element.transforms[0].impacts[0],
        "one piece": element.impacts[0],
        "mass": results.mass_kg,
        "coût environnemental": results.impacts[0],
        "PEF score": results.impacts[1],
    }


EXAMPLES: dict[str, Callable[[Method, Any], dict[str, float]]] = {
    "textile.md": garment,
    "food.md": recipe,
    "object.md": thing,
}
