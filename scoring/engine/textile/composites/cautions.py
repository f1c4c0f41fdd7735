"""Cautions about the figures of a set and of a garment in parts (catalogue.md 6)."""

from collections.abc import Iterator

from scoring.engine.cautions import NOT_FINITE, Amounts, Caution
from scoring.engine.numbers import all_finite
from scoring.engine.textile.cautions import cautions_of, unusual_mass
from scoring.engine.textile.composites.combination import Combination
from scoring.engine.textile.composites.fields import OF_THE_GARMENT, OF_THE_SET
from scoring.engine.textile.composites.parts import mass_of
from scoring.engine.textile.composites.query import GarmentQuery, SetQuery
from scoring.engine.textile.composites.sharing import clamped, parts_of_the_price
from scoring.engine.textile.tables import TextileTables


def cautions_of_set(
    tables: TextileTables, combination: Combination[SetQuery], *impacts: float | None
) -> list[Caution]:
    """The cautions to show; ``impacts`` are those of the response, None for an unknown one."""
    return [*_of_items(tables, combination), *_of_figures(impacts)]


def cautions_of_garment(
    tables: TextileTables, combination: Combination[GarmentQuery], *impacts: float | None
) -> list[Caution]:
    """The cautions to show, as ``cautions_of_set``."""
    query = combination.query
    found = list(_of_parts(query))
    if query.simplification is None:
        whole = unusual_mass(tables, query.main_part.product, mass_of(query))
        found += [caution._replace(field="components") for caution in whole]
    for position, piece in enumerate(combination.pieces):
        is_main = query.simplification is not None or position == query.main
        for caution in cautions_of(tables, piece.simulation):
            if caution.field in OF_THE_GARMENT:
                if is_main:
                    found.append(caution)
            elif query.simplification is not None:
                found.append(caution._replace(field="components"))
            elif caution.code != "mass-unusual":
                found.append(caution._replace(field=f"components.{position}.{caution.field}"))
    return [*found, *_of_figures(impacts)]


def _of_items(tables: TextileTables, combination: Combination[SetQuery]) -> Iterator[Caution]:
    query = combination.query
    if query.price is not None:
        for item, part in zip(query.items, parts_of_the_price(query, query.price), strict=True):
            counts = clamped(part)
            if counts != part:
                yield Caution(
                    "shared-price-clamped",
                    "price",
                    {
                        "name": (item.query.product,),
                        "part": Amounts((part,), "€"),
                        "counts": Amounts((counts,), "€"),
                    },
                )
    for position, piece in enumerate(combination.pieces):
        for caution in cautions_of(tables, piece.simulation):
            if caution.field in OF_THE_SET:
                yield caution
            else:
                yield caution._replace(field=f"products.{position}.{caution.field}")


def _of_parts(query: GarmentQuery) -> Iterator[Caution]:
    main = query.main_part.mass
    heaviest = max(part.mass for part in query.parts)
    if heaviest > main:
        yield Caution(
            "main-part-not-heaviest",
            f"components.{query.main}.mass",
            {"mass": Amounts((main,), "kg"), "heaviest": Amounts((heaviest,), "kg")},
        )
    for position, part in enumerate(query.parts):
        if position == query.main:
            continue
        given = {"fading": bool(part.fading), "makingComplexity": bool(part.making_complexity)}
        for name, is_given in given.items():
            if is_given:
                yield Caution("making-of-the-main-part", f"components.{position}.{name}")


def _of_figures(impacts: tuple[float | None, ...]) -> Iterator[Caution]:
    if not all_finite(impacts):
        yield NOT_FINITE
