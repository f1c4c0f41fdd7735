"""The columns of our CSV files, with units in their names; used by readers and converter."""

from collections.abc import Sequence

from scoring.engine.impacts import DETAILS, SCORES

PROCESS_COLUMNS = (
    "id",
    "rank",
    "name",
    "unit",
    "elec_mj",
    "heat_mj",
    "waste",
    "density_kg_per_unit",
    "ecs_pts",
    "pef_pts",
    "source",
    "source_name",
    "categories",
    "scopes",
)
COUNTRY_COLUMNS = (
    "code",
    "rank",
    "name",
    "zone",
    "scopes",
    "electricity",
    "heat",
    "aquatic_pollution",
)
DISTANCE_COLUMNS = ("pair", "road_km", "sea_km", "air_km")
MATERIAL_COLUMNS = (
    "id",
    "rank",
    "name",
    "short_name",
    "origin",
    "primary",
    "process",
    "default_country",
    "geographic_origin",
    "material_process",
    "recycled_process",
    "recycled_from",
    "manufacturer_allocation",
    "recycled_quality_ratio",
)
INGREDIENT_COLUMNS = (
    "id",
    "rank",
    "name",
    "categories",
    "process",
    "default_origin",
    "inedible_part",
    "raw_to_cooked_ratio",
    "density_kg_per_l",
    "transport_cooling",
    "visible",
    "crop_group",
    "scenario",
    "land_occupation_m2_year",
    "crop_diversity",
    "hedges",
    "livestock_density",
    "permanent_pasture",
    "plot_size",
)
ALIAS_COLUMNS = ("alias", "catalogue", "id")
# Impacts of one unit of the process, in the units of impacts.toml.
DETAILS_COLUMNS = ("id", *DETAILS)
# Here an empty cell is an unknown figure.
INDICATIVE_COLUMNS = ("id", "quality", "source", "source_process", *DETAILS)

# The operator's own figures: an empty cell is an unknown figure, ``source`` the same in every row.
OWN_COLUMNS = ("id", "accepted", "source", *DETAILS)


def process_columns(scores: Sequence[str]) -> tuple[str, ...]:
    """The columns that the processes of a version have: one for each of its scores.

    >>> "pef_pts" in process_columns(("ecs",)), "ecs_pts" in process_columns(("ecs",))
    (False, True)
    """
    absent = {f"{score}_pts" for score in SCORES if score not in scores}
    return tuple(column for column in PROCESS_COLUMNS if column not in absent)
