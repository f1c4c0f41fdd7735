"""The explained score of a set or of a garment in parts (catalogue.md 6).

The lines of each piece are those of the garment alone, with a prefix; a few more combine them.
"""

from collections.abc import Callable
from dataclasses import replace

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import ImpactTable
from scoring.engine.textile import explain as single
from scoring.engine.textile.composites import parts, sharing
from scoring.engine.textile.composites.combination import (
    equivalent_durability,
    simulate_garment,
    simulate_set,
    total_of,
)
from scoring.engine.textile.composites.fields import LEAST_PRICE, MOST_PRICE, OF_THE_GARMENT
from scoring.engine.textile.composites.query import GarmentQuery, SetQuery
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.lines import Line, Origin, Sourced, Trace
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.composites import RULES, SECTION

# Maps an input of a piece, given its own key, to where it comes from.
Placed = Callable[[Sourced], Sourced]


def explain_set(
    dataset: Dataset, tables: TextileTables, query: SetQuery, table: ImpactTable, impact: str
) -> Trace:
    """Record one impact of a set: prices, each item, their sum, and the durability for ``ecs``."""
    alone = table.select((impact,))
    trace = _recorder(dataset, alone, impact)
    known: list[Sourced | None] = [None] * len(query.items)
    if query.price is not None:
        known = list(_record_prices(trace, query, query.price))
    opening = 0 if query.price is None else 1 + len(query.items)
    lines: list[Line] = []
    results = []
    for position, one in enumerate(sharing.priced(query)):
        item = single.explain(dataset, tables, one, table, impact)
        prefix = f"products.{position}."
        lines += _placed_lines(item, prefix, _of_item(prefix, known[position]))
        results.append(_result(item, prefix))
    combination = simulate_set(tables, query)
    units = [f"item_{n}" for n, item in enumerate(query.items, start=1) for _ in range(item.number)]
    items = {f"item_{n}": result for n, result in enumerate(results, start=1)}
    if impact == "ecs":
        coefficients = {
            f"durability_{n}": _durability(lines, f"products.{n - 1}.")
            for n in range(1, len(results) + 1)
        }
        same = len({known.value for known in coefficients.values()}) == 1
        weighted = " + ".join(f"{unit} * durability_{unit.removeprefix('item_')}" for unit in units)
        trace.line(
            "set.durability",
            "durability_1" if same else f"({weighted}) / ({' + '.join(units)})",
            equivalent_durability(combination, alone),
            more={"durability_1": coefficients["durability_1"]}
            if same
            else {**items, **coefficients},
        )
    (score,) = total_of(combination, alone)
    trace.line("set.score", " + ".join(units), score, more=items)
    return _joined(trace, "set.score", opening, lines)


def explain_garment(
    dataset: Dataset, tables: TextileTables, query: GarmentQuery, table: ImpactTable, impact: str
) -> Trace:
    """Record one impact of a garment in parts: each part, then their sum."""
    alone = table.select((impact,))
    trace = _recorder(dataset, alone, impact)
    if query.simplification is not None:
        return _explain_simplified(trace, dataset, tables, query, table, impact)
    lines: list[Line] = []
    results = []
    for position, one in enumerate(parts.counted(query)):
        part = single.explain(dataset, tables, one, table, impact)
        prefix = f"components.{position}."
        lines += _placed_lines(part, prefix, _of_part(query, position))
        results.append(_result(part, prefix))
    (score,) = total_of(simulate_garment(tables, query), alone)
    trace.sum("parts.score", results, score)
    return _joined(trace, "parts.score", 0, lines)


def _explain_simplified(
    trace: Recorder,
    dataset: Dataset,
    tables: TextileTables,
    query: GarmentQuery,
    table: ImpactTable,
    impact: str,
) -> Trace:
    form = query.simplification or 1
    known = {"mass": _record_mass(trace, query)}
    opening = 2
    main = f"components.{query.main}."
    if form == 1:
        for line, (_, places) in enumerate(parts.fibres_of(query)):
            known |= _record_share(trace, query, line, places)
            opening += 2
    one = single.explain(dataset, tables, parts.simplified(query, form), table, impact)

    def placed(given: Sourced) -> Sourced:
        if given.key in known:
            return known[given.key]
        if form == 1 and given.key.startswith("materials."):
            _, line, field = given.key.split(".")
            position, place = parts.fibres_of(query)[int(line)][1][0]
            return replace(given, key=f"components.{position}.materials.{place}.{field}")
        return replace(given, key=_key_of_part(given.key, main))

    lines = _placed_lines(one, "", placed)
    result = trace.line("parts.score", "score", one.score, score=_result(one, ""))
    return _joined(trace, result.key, opening, lines)


def _recorder(dataset: Dataset, alone: ImpactTable, impact: str) -> Recorder:
    unit = dataset.impacts[impact].short_unit
    return Recorder(RULES, dataset.processes.values(), alone, unit)


def _record_prices(trace: Recorder, query: SetQuery, price: float) -> list[Sourced]:
    usual = {}
    terms = []
    for n, item in enumerate(query.items, start=1):
        product = item.query.product
        usual[f"usual_{n}"] = datum(f"products.{product.id}.economics.price", product.price, "€")
        term = f"usual_{n}"
        if item.number != 1:
            key = f"products.{n - 1}.numberOfItem"
            usual[f"number_{n}"] = Sourced(value=item.number, origin=Origin.REQUEST, key=key)
            term = f"number_{n} * usual_{n}"
        terms.append(term)
    whole = trace.line("set.usual_price", " + ".join(terms), sharing.usual_price(query), more=usual)
    prices = sharing.shared_prices(query)
    return [
        trace.line(
            "set.price",
            "max(least, min(most, price * usual / whole))",
            counts or 0.0,
            at=position,
            subject=query.items[position].query.product.name,
            price=Sourced(value=price, origin=Origin.REQUEST, key="price", unit="€"),
            usual=usual[f"usual_{position + 1}"],
            whole=whole,
            least=constant(LEAST_PRICE, SECTION, "set.leastPrice", "€"),
            most=constant(MOST_PRICE, SECTION, "set.mostPrice", "€"),
        )
        for position, counts in enumerate(prices)
    ]


def _record_mass(trace: Recorder, query: GarmentQuery) -> Sourced:
    terms = [_asked(f"components.{n}.mass", part.mass, "kg") for n, part in enumerate(query.parts)]
    total = parts.mass_of(query)
    trace.sum("parts.mass_sum", terms, total)
    return _record_rounded(trace, "parts.mass", "parts.mass_sum", parts.rounded(total))


def _record_share(
    trace: Recorder, query: GarmentQuery, line: int, places: list[parts.Place]
) -> dict[str, Sourced]:
    inputs: dict[str, Sourced] = {}
    for n, (position, place) in enumerate(places, start=1):
        part = query.parts[position]
        path = f"components.{position}"
        inputs[f"mass_{n}"] = _asked(f"{path}.mass", part.mass, "kg")
        inputs[f"share_{n}"] = _asked(
            f"{path}.materials.{place}.share", part.materials[place].share
        )
    terms = " + ".join(f"mass_{n} * share_{n}" for n in range(1, len(places) + 1))
    share = parts.mean_share(query, places)
    subject = query.parts[places[0][0]].materials[places[0][1]].material.name
    trace.line(
        "parts.share_sum",
        f"({terms}) / whole",
        share,
        at=line,
        subject=subject,
        whole="parts.mass_sum",
        more=inputs,
    )
    shown = _record_rounded(
        trace, "parts.share", f"parts.share_sum.{line}", parts.rounded(share), line, subject
    )
    return {f"materials.{line}.share": shown}


def _record_rounded(
    trace: Recorder, rule: str, of: str, value: float, at: int | str = "", subject: str = ""
) -> Sourced:
    return trace.line(
        rule,
        "if(sum * digits < 1, sum, round(sum * digits) / digits)",
        value,
        at=at,
        subject=subject,
        sum=of,
        digits=constant(parts.DIGITS, SECTION, "parts.digits"),
    )


def _asked(key: str, value: float, unit: str = "") -> Sourced:
    return Sourced(value=value, origin=Origin.REQUEST, key=key, unit=unit)


def _of_item(prefix: str, price: Sourced | None) -> Placed:
    def placed(given: Sourced) -> Sourced:
        if given.key == "price" and price is not None:
            return price
        if given.key == "numberOfReferences":
            return given
        return replace(given, key=f"{prefix}{given.key}")

    return placed


def _of_part(query: GarmentQuery, position: int) -> Placed:
    prefix = f"components.{position}."
    main = f"components.{query.main}."

    def placed(given: Sourced) -> Sourced:
        if position != query.main and given.key == "makingComplexity":
            # Implied rather than requested: the making stage belongs to the main part.
            key = "parts.makingComplexity"
            return replace(given, origin=Origin.CONSTANT, key=key, section=SECTION)
        if given.key == "countryMaking" and query.parts[position].country_making is None:
            return replace(given, key=f"{main}countryMaking")
        return replace(given, key=_key_of_part(given.key, prefix))

    return placed


def _key_of_part(key: str, prefix: str) -> str:
    """The key in the whole request; the garment's own fields, trims included, have no prefix."""
    return key if key.partition(".")[0] in OF_THE_GARMENT else f"{prefix}{key}"


def _placed_lines(trace: Trace, prefix: str, placed: Placed) -> list[Line]:
    """The lines of a piece with its prefix, and inputs mapped to the whole request."""
    return [
        replace(
            line,
            id=f"{prefix}{line.id}",
            inputs={name: _placed(given, prefix, placed) for name, given in line.inputs.items()},
        )
        for line in trace.lines
    ]


def _placed(given: Sourced, prefix: str, placed: Placed) -> Sourced:
    if given.origin is Origin.REQUEST:
        return placed(given)
    if given.origin is Origin.LINE:
        return replace(given, key=f"{prefix}{given.key}")
    return given


def _result(trace: Trace, prefix: str) -> Sourced:
    return Sourced(
        value=trace.score, origin=Origin.LINE, key=f"{prefix}{trace.result}", unit=trace.unit
    )


def _durability(lines: list[Line], prefix: str) -> Sourced:
    key = f"{prefix}durability"
    (value,) = (line.value for line in lines if line.id == key)
    return Sourced(value=value, origin=Origin.LINE, key=key)


def _joined(trace: Recorder, result: str, opening: int, lines: list[Line]) -> Trace:
    """Insert the lines of the pieces after the first ``opening`` lines of a recorder."""
    whole = trace.trace(result)
    return replace(whole, lines=(*whole.lines[:opening], *lines, *whole.lines[opening:]))
