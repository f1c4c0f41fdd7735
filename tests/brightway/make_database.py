"""A small Brightway project: run by Brightway's own Python, with ``BRIGHTWAY2_DIR`` set.

``python make_database.py PROJECT ACTIVITIES.json`` makes an elementary flow for each category, a
method for each with the factor 1, and an activity for each record: ``name``, ``product``,
``location``, ``unit`` and ``impacts``, by the name of the method. Half of the impacts of an
activity come through an intermediate one, so that the recipe computes inventories, not copies.
"""

import json
import sys
from pathlib import Path

import bw2data

PROJECT, RECORDS = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

bw2data.projects.set_current(PROJECT)
units = RECORDS["units"]
flows = {("biosphere", name): {"name": name, "type": "emission", "unit": "kg"} for name in units}
bw2data.Database("biosphere").write(flows)
for name, unit in units.items():
    method = bw2data.Method(("EF v3.1", name, "made up"))
    method.register(unit=unit)
    method.write([(("biosphere", name), 1.0)])

activities = {}
for number, record in enumerate(RECORDS["activities"]):
    for code, half in ((f"a{number}", False), (f"b{number}", True)):
        emissions = [
            {"input": ("biosphere", name), "amount": amount / 2, "type": "biosphere"}
            for name, amount in record["impacts"].items()
        ]
        own = {"input": ("made up", code), "amount": 1, "type": "production"}
        behind = {"input": ("made up", f"b{number}"), "amount": 1, "type": "technosphere"}
        activities["made up", code] = {
            "name": record["name"] + (" (intermediate)" if half else ""),
            "reference product": record["product"],
            "location": record["location"],
            "unit": record["unit"],
            "exchanges": [own, *emissions, *([] if half else [behind])],
        }
bw2data.Database("made up").write(activities)
