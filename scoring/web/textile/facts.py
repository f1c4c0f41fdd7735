"""The figures a stage card shows below its controls (web.md 3.4)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.engine.method import Method
from scoring.engine.textile.cautions import THICKEST, THINNEST
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.textile.stages.ennobling import enriched_flows, printed_area
from scoring.engine.vocabulary import textile as vocabulary
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.pieces import Fact
from scoring.web.weighing import Shown

_CHOSEN_COUNTRY = (
    vocabulary.SPINNING,
    vocabulary.FABRIC,
    vocabulary.ENNOBLING,
    vocabulary.MAKING,
)


def facts_of(method: Method, simulation: Simulation, shown: Shown, step: Step) -> list[Fact]:
    """The figures of a stage."""
    work, mass = step.work, step.mass
    facts = []
    if mass.waste:
        facts.append(Fact(_("Pertes"), figures.kilograms(mass.waste)))
    if mass.dead_stock:
        facts.append(Fact(_("Stocks dormants"), figures.kilograms(mass.dead_stock)))
    if work.elec_kwh:
        facts.append(Fact(_("Électricité"), figures.quantity(work.elec_kwh, "kWh")))
    if work.heat_mj:
        facts.append(Fact(_("Chaleur"), figures.quantity(work.heat_mj, "MJ")))
    return [*facts, *_own_facts(method, simulation, shown, step), *_energy(step)]


def _own_facts(method: Method, simulation: Simulation, shown: Shown, step: Step) -> list[Fact]:
    roles = method.textile.roles
    match step.code:
        case vocabulary.MATERIAL if shown.is_score:
            text = _("Complément microfibres, avant durabilité")
            return [Fact(text, figures.effect(step.microfibers), wide=True)]
        case vocabulary.SPINNING:
            garment = simulation.garment
            return [
                Fact(_("Titrage"), figures.quantity(garment.yarn_size, "Nm", 0)),
                Fact(_("Soit"), figures.quantity(garment.yarn_dtex, "Dtex", 0)),
            ]
        case vocabulary.FABRIC:
            return _weaving(simulation, step)
        case vocabulary.ENNOBLING if not step.listed:
            return _ennobling(method, simulation, shown, step)
        case vocabulary.DISTRIBUTION:
            return [Fact(_("Procédé"), label(roles["road_transport"]), wide=True)]
        case vocabulary.USE:
            return _use(simulation)
        case vocabulary.END_OF_LIFE:
            facts = [
                Fact(_("Collecte"), label(roles["passenger_car"]), wide=True),
                Fact(_("Traitement"), label(roles["end_of_life"]), wide=True),
            ]
            if shown.is_score:
                text = _("Complément fin de vie hors d'Europe, avant durabilité")
                facts.append(Fact(text, figures.effect(step.out_of_europe_eol), wide=True))
            return facts
    return []


def _energy(step: Step) -> list[Fact]:
    """The energy processes of a step whose country can be chosen."""
    if step.code not in _CHOSEN_COUNTRY:
        return []
    facts = [Fact(_("Mix électrique"), label(step.country.electricity), wide=True)]
    if step.work.heat_mj:
        facts.append(Fact(_("Source de chaleur"), label(step.country.heat), wide=True))
    return facts


def _weaving(simulation: Simulation, step: Step) -> list[Fact]:
    work = step.work
    area = Fact(_("Surface"), _area(simulation.garment.area_of(step.mass.output)))
    if work.thread_density is None or work.picking is None:
        return [area]
    picks = figures.quantity(work.picking, _("duites.m"), 0)
    return [area, _density(work.thread_density), Fact(_("Duites"), picks)]


def _density(density: float) -> Fact:
    warning = ""
    if density < THINNEST:
        warning = _(
            "Densité de fils très faible (moins de {limit}) : vérifiez titrage et grammage."
        ).format(limit=THINNEST)
    elif density > THICKEST:
        warning = _(
            "Densité de fils très élevée (plus de {limit}) : vérifiez titrage et grammage."
        ).format(limit=THICKEST)
    return Fact(
        _("Densité de fils"), figures.quantity(density, _("fils/cm")), warning, wide=bool(warning)
    )


def _ennobling(method: Method, simulation: Simulation, shown: Shown, step: Step) -> list[Fact]:
    garment, tables, mass = simulation.garment, method.textile, step.mass.output
    before = step.work.pre_treatments
    dyeing = tables.dyeings[garment.dyeing_process_type]
    enriched = enriched_flows(tables, step.work)
    facts = [
        Fact(_("Surface d'étoffe"), _area(garment.area_of(mass))),
        Fact(_("Énergie des prétraitements"), shown.text_of_flows(before.energy)),
        Fact(_("Toxicité des prétraitements"), shown.text_of_flows(before.toxicity)),
        Fact(_("Dont inventaires enrichis"), shown.text_of_flows(enriched)),
        Fact(_("Prétraitements"), ", ".join(label(name) for name in before.operations), wide=True),
        Fact(_("Teinture"), label(dyeing), wide=True),
        Fact(_("Finition"), label(tables.roles["finishing"]), wide=True),
    ]
    if garment.printing is not None:
        printed = printed_area(garment, garment.printing, mass)
        facts.insert(1, Fact(_("Surface imprimée"), _area(printed)))
    return facts


def _use(simulation: Simulation) -> list[Fact]:
    durability, product = simulation.durability, simulation.query.product
    days, cycles = int(durability.days_of_wear), int(durability.care_cycles)
    return [
        Fact(
            _("Durée"),
            ngettext("{days} jour porté", "{days} jours portés", days).format(days=days),
        ),
        Fact(_("Entretien"), ngettext("{n} cycle", "{n} cycles", cycles).format(n=cycles)),
        Fact(_("Repassage"), figures.quantity(product.ironing_kwh, "kWh")),
        Fact(_("Procédé"), label(product.care_process), wide=True),
    ]


def _area(square_metres: float) -> str:
    return figures.quantity(square_metres, "m²")
