"""The template that an operator fills with figures from its own database: one row per process.

It starts with three lines of statements, then the header with the unit of each category:

* ``id``, ``name``, ``source`` (the database), ``activity`` (its name there), ``location`` and
  ``unit`` of the process;
* the 16 categories of the Environmental Footprint method;
* the three corrected toxicities (textile.md 12), of which ``etf-c`` counts in the environmental
  cost.
"""

import re

from foundation.csv_files import FORMATS, Format, csv_text
from scoring.engine.dataset import Dataset
from scoring.engine.impacts import DETAILS
from scoring.engine.records import Process
from scoring.installation.own_units import method_edition, written_unit

CORRECTED = tuple(trigram for trigram in DETAILS if trigram.endswith("-c"))
CATEGORIES = tuple(trigram for trigram in DETAILS if trigram not in CORRECTED)
DESCRIPTION = ("id", "name", "source", "activity", "location", "unit")

# Statements about the file before the header: "# key = value".
VERSION, METHOD, SOURCE = "version", "method", "source"
# Databases include the location of an activity in its name: "[GLO] market for...", "... {FR} U".
_PLACE = re.compile(r"[\[{]([A-Za-z][A-Za-z0-9 /&+_-]*)[\]}]")


def template(dataset: Dataset, form: Format = FORMATS["csv"]) -> str:
    """The text of the template for a version, in the order of its lists, without figures."""
    said = {VERSION: dataset.manifest.version, METHOD: method_edition(dataset), SOURCE: ""}
    figures = (*CATEGORIES, *CORRECTED)
    titles = [f"{trigram} ({written_unit(dataset.impacts[trigram])})" for trigram in figures]
    rows = [
        (
            process.id,
            process.name,
            process.source,
            process.source_name,
            location_of(process),
            process.unit,
            *(None for _ in figures),
        )
        for process in dataset.processes.values()
    ]
    statements = [(f"# {key} = {value}".rstrip(),) for key, value in said.items()]
    return csv_text(form, [*statements, (*DESCRIPTION, *titles), *rows])


def location_of(process: Process) -> str:
    """The location of the activity, from the data or else from its name; "" if unknown."""
    if process.location:
        return process.location
    found = _PLACE.search(process.source_name)
    return found[1] if found else ""
