"""What the textile method needs from a data set, computed once at load time."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.components import Assembly, assemble
from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.ground import GROUND_RULES, GroundRule
from scoring.engine.impacts import Flow
from scoring.engine.records import Country, Distance, Material, Process
from scoring.engine.textile.trims import Trim, Trims, sew
from scoring.engine.transport import Kilometres, surface_legs
from scoring.engine.usual import UsualGarment, usual_garments
from scoring.engine.vocabulary import textile as vocabulary

_ROLE_OF_FABRIC = {code: code.replace("-", "_") for code in vocabulary.FABRICS}
_PRE_TREATMENTS_OF_ORIGIN = {
    "Synthetic": ("washing_synthetics",),
    "ArtificialFromOrganic": ("bleaching",),
    "NaturalFromVegetal": ("bleaching", "degreasing"),
    "NaturalFromAnimal": ("bleaching", "degreasing"),
}


class TextileTables(NamedTuple):
    """Processes by role, and factors that do not depend on the request."""

    france: Country
    unknown_country: Country
    roles: Mapping[str, Process]
    road: int
    sea: int
    air: int
    fabrics: Mapping[str, Process]
    dyeings: Mapping[str, Process]
    printings: Mapping[str, tuple[Process, Process]]
    pre_treatments: Mapping[str, tuple[Process, ...]]
    material_flows: Mapping[str, tuple[Flow, ...]]
    distances: Mapping[tuple[str, str], Distance]
    ground: GroundRule
    legs: Mapping[tuple[str, str], Kilometres]
    trims: Mapping[str, Assembly]
    default_trims: Mapping[str, tuple[Trim, ...]]
    sewn_by_default: Mapping[str, Trims]
    usual: Mapping[str, UsualGarment]


def build_tables(dataset: Dataset) -> TextileTables:
    """Resolve the roles of the textile method.

    Raises ``InvalidData`` when France or the unknown country is missing.
    """
    faults = [
        f"countries.csv : le pays {code} manque"
        for code in (vocabulary.FRANCE, vocabulary.UNKNOWN_COUNTRY)
        if code not in dataset.countries
    ]
    if faults:
        raise InvalidData(dataset.manifest.version, faults)
    roles = dataset.roles
    ground = GROUND_RULES[dataset.manifest.transport]
    trims = {
        identifier: assemble(component.elements, roles)
        for identifier, component in dataset.components.items()
        if "textile" in component.scopes
    }
    default_trims = {
        identifier: tuple(Trim(one.component, one.quantity) for one in product.trims)
        for identifier, product in dataset.products.items()
    }
    return TextileTables(
        france=dataset.countries[vocabulary.FRANCE],
        unknown_country=dataset.countries[vocabulary.UNKNOWN_COUNTRY],
        roles=roles,
        road=roles["road_transport"].index,
        sea=roles["sea_transport"].index,
        air=roles["air_transport"].index,
        fabrics={code: roles[role] for code, role in _ROLE_OF_FABRIC.items()},
        dyeings={code: roles[f"dyeing_{code}"] for code in vocabulary.DYEINGS},
        printings={
            kind: (roles[f"printing_{kind}"], roles[f"printing_releases_{kind}"])
            for kind in vocabulary.PRINTINGS
        },
        pre_treatments={
            origin: tuple(roles[role] for role in names)
            for origin, names in _PRE_TREATMENTS_OF_ORIGIN.items()
        },
        material_flows={
            identifier: _material_flows(material)
            for identifier, material in dataset.materials.items()
        },
        distances=dataset.distances,
        ground=ground,
        legs=surface_legs(dataset.distances, ground),
        trims=trims,
        default_trims=default_trims,
        sewn_by_default={
            identifier: sew(lines, trims, roles) for identifier, lines in default_trims.items()
        },
        usual=usual_garments(dataset.products, dataset.examples),
    )


def _material_flows(material: Material) -> tuple[Flow, ...]:
    """Flows of one kg of a fibre, with the circular footprint of recycling (textile.md 7.1)."""
    allocation = material.manufacturer_allocation
    quality = material.recycled_quality_ratio
    if material.virgin_process is None or allocation is None or quality is None:
        return ((material.process.index, 1.0),)
    return (
        (material.process.index, allocation),
        (material.virgin_process.index, (1 - allocation) * quality),
    )
