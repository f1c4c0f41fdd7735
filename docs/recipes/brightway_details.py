"""Fill the template of ``details_template`` with Brightway (docs/own-figures.md).

    python brightway_details.py TEMPLATE.csv FILLED.csv --project NAME --database DATABASE

Runs in your own Brightway environment (bw2data 4 and bw2calc 2 or later), not in the application's.
Each row of the template is looked for in the databases named: its activity by name, reference
product and place, or by ``--matches``, a CSV with the columns ``id``, ``database`` and ``code``.
One unit of it is computed with the 16 categories of EF 3.1, and with the organic and inorganic
parts of the three toxicities. Rows that are not found, or found more than once, stay empty and are
listed.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

import bw2calc
import bw2data

# The second term of a method's name, as ecoinvent writes the categories of "EF v3.1".
CATEGORIES = {
    "acd": "acidification",
    "cch": "climate change",
    "etf": "ecotoxicity: freshwater",
    "fru": "energy resources: non-renewable",
    "fwe": "eutrophication: freshwater",
    "htc": "human toxicity: carcinogenic",
    "htn": "human toxicity: non-carcinogenic",
    "ior": "ionising radiation: human health",
    "ldu": "land use",
    "mru": "material resources: metals/minerals",
    "ozd": "ozone depletion",
    "pco": "photochemical oxidant formation: human health",
    "pma": "particulate matter formation",
    "swe": "eutrophication: marine",
    "tre": "eutrophication: terrestrial",
    "wtu": "water use",
}
# Corrected toxicities: what the organic and the inorganic part count for (method/textile.md 12).
CORRECTED = {
    "etf-c": ("ecotoxicity: freshwater", 2, 1),
    "htc-c": ("human toxicity: carcinogenic", 2, 0),
    "htn-c": ("human toxicity: non-carcinogenic", 2, 0),
}
UNITS = {
    "kg": "kilogram",
    "L": "litre",
    "m2": "square meter",
    "m3": "cubic meter",
    "MJ": "megajoule",
    "kWh": "kilowatt hour",
    "t⋅km": "ton kilometer",
    "Item(s)": "unit",
}
# "product//[PLACE] activity", for ecoinvent's.
ECOINVENT = re.compile(r"(?P<product>.+)//\[(?P<place>[^\]]+)\] (?P<name>.+)")


def find_method(family, category):
    """The one installed method of a family for a category."""
    found = [name for name in bw2data.methods if family in name and category in name]
    if len(found) != 1:
        sys.exit(f"{len(found)} methods of « {family} » for « {category} »: {found}")
    return found[0]


def formulas(family):
    """By trigram, the methods whose scores add up to it, each with its factor."""
    terms = {trigram: [(find_method(family, name), 1)] for trigram, name in CATEGORIES.items()}
    for trigram, (name, organics, inorganics) in CORRECTED.items():
        parts = [(f"{name}, organics", organics), (f"{name}, inorganics", inorganics)]
        terms[trigram] = [(find_method(family, part), factor) for part, factor in parts if factor]
    return terms


def index(databases):
    """Activities by what the template knows of them."""
    found = defaultdict(list)
    for name in databases:
        for activity in bw2data.Database(name):
            product = activity.get("reference product", "")
            found[activity["name"]].append(activity)
            found[activity["name"], product, activity.get("location", "")].append(activity)
    return found


def look_for(row, activities, matches):
    """The activity of a row, or why there is none."""
    if row["id"] in matches:
        return bw2data.get_activity(matches[row["id"]]), ""
    parts = ECOINVENT.fullmatch(row["activity"])
    key = (parts["name"], parts["product"], parts["place"]) if parts else row["activity"]
    found = activities.get(key, [])
    if len(found) != 1:
        return None, f"{len(found)} activities"
    unit = found[0].get("unit")
    if unit not in (row["unit"], UNITS.get(row["unit"])):
        return None, f"counted in {unit} instead of {row['unit']}"
    return found[0], ""


def compute(wanted, terms):
    """The figures of activities of one database, by the id of their row."""
    methods = sorted({method for parts in terms.values() for method, _ in parts})
    first = next(iter(wanted.values()))
    lca = bw2calc.LCA({first: 1}, method=methods[0])
    lca.lci(factorize=True)
    lca.lcia()
    factors = {}
    for method in methods:
        lca.switch_method(method)
        factors[method] = lca.characterization_matrix.copy()
    figures = {}
    for identifier, activity in wanted.items():
        lca.lci(demand={activity.id: 1})
        scores = {method: (factors[method] @ lca.inventory).sum() for method in methods}
        figures[identifier] = {
            trigram: sum(factor * scores[method] for method, factor in parts)
            for trigram, parts in terms.items()
        }
    return figures


def read_template(path):
    """The statements before the header, the header, and the rows."""
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    start = next(place for place, cells in enumerate(lines) if cells[0] == "id")
    header = lines[start]
    return (
        lines[:start],
        header,
        [dict(zip(header, cells, strict=False)) for cells in lines[start + 1 :]],
    )


def read_matches(path):
    """The activities that the user has chosen, by the id of the row."""
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: (row["database"], row["code"]) for row in csv.DictReader(file)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("template", type=Path)
    parser.add_argument("filled", type=Path)
    parser.add_argument("--project", required=True)
    parser.add_argument("--database", action="append", required=True, help="repeatable")
    parser.add_argument("--family", default="EF v3.1", help="first term of the methods' names")
    parser.add_argument("--matches", type=Path, help="CSV of id, database, code")
    options = parser.parse_args()

    bw2data.projects.set_current(options.project)
    missing = [name for name in options.database if name not in bw2data.databases]
    if missing:
        sys.exit(f"no such database in this project: {', '.join(missing)}")
    terms = formulas(options.family)
    statements, header, rows = read_template(options.template)
    activities, matches = index(options.database), read_matches(options.matches)
    wanted = defaultdict(dict)
    for row in rows:
        activity, reason = look_for(row, activities, matches)
        if activity is None:
            print(f"left empty ({reason}): {row['id']} {row['activity']}")
        else:
            wanted[activity["database"]][row["id"]] = activity
    figures = {}
    for name in wanted:
        figures |= compute(wanted[name], terms)

    # The units are those that the methods state: import_details compares them with the version's.
    columns = {title.split(" ")[0]: title for title in header}
    units = {
        trigram: bw2data.Method(parts[0][0]).metadata["unit"] for trigram, parts in terms.items()
    }
    titles = [f"{key} ({units[key]})" if key in units else key for key in columns]
    with options.filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        said = {"method": options.family, "source": f"Brightway, {', '.join(options.database)}"}
        for statement in statements:
            key = statement[0].strip("# ").split(" ")[0]
            writer.writerow([f"# {key} = {said[key]}"] if key in said else statement)
        writer.writerow(titles)
        for row in rows:
            found = figures.get(row["id"], {})
            writer.writerow(
                [
                    repr(float(found[key])) if key in found else row.get(title, "")
                    for key, title in columns.items()
                ]
            )
    print(f"{len(figures)} of {len(rows)} processes written to {options.filled}")


if __name__ == "__main__":
    main()
