"""The units of detailed figures, as life-cycle assessment tools write them.

Figures are never converted: any unit but the method's is rejected. Spellings of the same unit are
compared without spaces, punctuation, case or typography.
"""

import unicodedata
from collections.abc import Mapping

from scoring.engine.dataset import Dataset
from scoring.engine.records import ImpactDefinition

# The normalisation of climate change, in kg CO2 eq per year and person, which identifies the
# edition of the Environmental Footprint method that a version's scores use (textile.md 12).
_EDITIONS: Mapping[float, str] = {7553.08: "EF 3.1"}

# Other spellings of the same units: ecoinvent's and Brightway's, SimaPro's, those of api.md 3.
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "acd": ("mol H+-Eq", "mol H+ eq"),
    "cch": ("kg CO2-Eq", "kg CO2 eq"),
    "etf": ("CTUe",),
    "fru": ("MJ, net calorific value",),
    "fwe": ("kg P-Eq",),
    "htc": ("CTUh",),
    "htn": ("CTUh",),
    "ior": ("kBq U235-Eq", "kBq U-235 eq"),
    "ldu": ("dimensionless", "Pt"),
    "mru": ("kg Sb-Eq",),
    "ozd": ("kg CFC-11-Eq", "kg CFC11 eq"),
    "pco": ("kg NMVOC-Eq",),
    "pma": ("disease incidence", "disease inc."),
    "swe": ("kg N-Eq",),
    "tre": ("mol N-Eq",),
    "wtu": ("m3 world eq. deprived", "m3 world-Eq deprived", "m3 world eq", "m3 depriv.", "m3"),
}
# Other spellings of the units of processes.
_OF_PROCESSES: Mapping[str, tuple[str, ...]] = {
    "kg": ("kilogram", "kilogramme"),
    "L": ("litre", "liter", "l"),
    "m2": ("square meter", "square metre"),
    "m3": ("cubic meter", "cubic metre"),
    "MJ": ("megajoule",),
    "kWh": ("kilowatt hour",),
    "t⋅km": ("ton kilometer", "tonne kilometre", "tkm"),
    "Item(s)": ("unit", "item", "pièce", "piece"),
}


def method_edition(dataset: Dataset) -> str:
    """The edition of the EF method that the version's scores use, "" if unknown."""
    return _EDITIONS.get(dataset.impacts["cch"].ecs_normalization or 0.0, "")


def written_unit(definition: ImpactDefinition) -> str:
    """The unit of a category in characters that any spreadsheet preserves."""
    return unicodedata.normalize("NFKC", definition.unit_en)


def is_unit_of(definition: ImpactDefinition, text: str) -> bool:
    """Whether a text is a spelling of the unit of a category."""
    corrected = definition.trigram.removesuffix("-c")
    names = (definition.unit_en, definition.unit_fr, definition.short_unit)
    return _plain(text) in {_plain(name) for name in (*names, *_SYNONYMS.get(corrected, ()))}


def is_unit_of_process(unit: str, text: str) -> bool:
    """Whether a text is a spelling of the unit of a process.

    >>> is_unit_of_process("t⋅km", "t.km"), is_unit_of_process("kWh", "MJ")
    (True, False)
    """
    return _plain(text) in {_plain(name) for name in (unit, *_OF_PROCESSES.get(unit, ()))}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign == "+")
