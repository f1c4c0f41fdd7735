"""One method version's data, read from its directory, fully validated, and immutable."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoring.engine.aliases import Aliases, suggestion
from scoring.engine.assumptions import Assumptions
from scoring.engine.errors import InvalidData
from scoring.engine.files.aliases import FILE as ALIASES
from scoring.engine.files.aliases import read_aliases
from scoring.engine.files.assumptions import FILE as ASSUMPTIONS
from scoring.engine.files.assumptions import read_assumptions
from scoring.engine.files.components import read_components
from scoring.engine.files.examples import read_examples
from scoring.engine.files.food import read_ingredients
from scoring.engine.files.garments import read_materials, read_products
from scoring.engine.files.indicative import read_indicative
from scoring.engine.files.places import read_countries, read_distances
from scoring.engine.files.processes import read_impacts, read_processes, read_roles
from scoring.engine.impacts import ImpactTable
from scoring.engine.indicative import Indicative
from scoring.engine.manifest import FROZEN, Manifest, read_manifest
from scoring.engine.manifest import NAME as MANIFEST
from scoring.engine.reading import Faults
from scoring.engine.records import (
    Component,
    Country,
    Distance,
    Example,
    ImpactDefinition,
    Ingredient,
    Material,
    Process,
    Product,
)

FILES = (
    "impacts.toml",
    "processes.csv",
    "countries.csv",
    "distances.csv",
    "materials.csv",
    "components.toml",
    "products.toml",
    "ingredients.csv",
    "roles.toml",
    "examples_textile.toml",
    "examples_food.toml",
)
OPTIONAL_FILES = (ALIASES, ASSUMPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Everything in a method version's directory; mappings are sorted by rank.

    ``scores`` has one row per process, by ``Process.index``; ``distances`` holds every ordered pair
    of countries; ``indicative`` is None for a version without open detailed figures. ``aliases``
    has the former ids of materials, ingredients and processes, ``assumptions`` what estimates of
    garments suppose, None for a version that has none.
    """

    manifest: Manifest
    impacts: Mapping[str, ImpactDefinition]
    processes: Mapping[str, Process]
    scores: ImpactTable
    countries: Mapping[str, Country]
    distances: Mapping[tuple[str, str], Distance]
    materials: Mapping[str, Material]
    components: Mapping[str, Component]
    products: Mapping[str, Product]
    ingredients: Mapping[str, Ingredient]
    roles: Mapping[str, Process]
    examples: tuple[Example, ...]
    indicative: Indicative | None = None
    aliases: Aliases = field(default_factory=dict)
    assumptions: Assumptions | None = None

    @property
    def catalogues(self) -> Mapping[str, Mapping[str, Material | Ingredient | Process]]:
        """The records that may have former ids, keyed by the catalogue names that request fields
        use.
        """
        return {
            "materials": self.materials,
            "ingredients": self.ingredients,
            "processes": self.processes,
        }

    def suggestion(self, catalogue: str, identifier: str) -> str:
        """The end of the error for an unknown id: the nearest names. A frozen version keeps its
        wording.
        """
        if self.manifest.status == FROZEN:
            return ""
        records: Mapping[str, Material | Ingredient | Process | Product]
        if catalogue == "products":
            records = self.products
        elif catalogue == "ingredients":
            records = {one.id: one for one in self.ingredients.values() if one.visible}
        else:
            records = self.catalogues[catalogue]
        return suggestion(records, self.aliases.get(catalogue, {}), identifier)

    def components_of(self, scope: str) -> tuple[Component, ...]:
        """The components of a scope, including empty ones."""
        return tuple(one for one in self.components.values() if scope in one.scopes)

    def processes_of(self, scope: str, category: str) -> tuple[Process, ...]:
        """The processes of a scope in a category."""
        return tuple(
            process
            for process in self.processes.values()
            if category in process.categories and scope in process.scopes
        )


def read_dataset(directory: Path) -> Dataset:
    """Read and validate a version's directory.

    Raises ``InvalidData`` listing every fault: a missing or altered file, a value of the wrong type
    or out of range, a duplicate id, an unknown id, a missing distance.
    """
    if not (directory / MANIFEST).is_file():
        raise InvalidData(str(directory), [f"ce dossier ou son fichier {MANIFEST} manque"])
    faults = Faults()
    manifest = read_manifest(directory, FILES, OPTIONAL_FILES, faults)
    if faults.lines:
        # An altered file can cause hundreds of further faults that are only consequences of the
        # change.
        raise InvalidData(str(directory), faults.lines)
    impacts = read_impacts(directory, manifest.scores, faults)
    processes, columns = read_processes(directory, manifest.scores, faults)
    scores = ImpactTable(manifest.scores, columns)
    countries = read_countries(directory, processes, faults)
    components = read_components(directory, processes, faults)
    materials = read_materials(directory, processes, countries, faults)
    ingredients = read_ingredients(directory, processes, faults)
    renamed: dict[str, Collection[str]] = {
        "materials": materials,
        "ingredients": ingredients,
        "processes": processes,
    }
    products = read_products(directory, processes, components, faults)
    dataset = Dataset(
        manifest=manifest,
        impacts=impacts,
        processes=processes,
        scores=scores,
        countries=countries,
        distances=read_distances(directory, countries, faults),
        materials=materials,
        components=components,
        products=products,
        ingredients=ingredients,
        roles=read_roles(directory, processes, manifest.sectors, faults),
        examples=(
            *read_examples(directory, "textile", faults),
            *read_examples(directory, "food", faults),
        ),
        indicative=read_indicative(directory, processes, scores, faults),
        aliases=read_aliases(directory, renamed, faults),
        assumptions=read_assumptions(directory, countries, products, faults),
    )
    if faults.lines:
        raise InvalidData(str(directory), faults.lines)
    return dataset
