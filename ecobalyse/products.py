"""Scoring of one product, and its calculation line by line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ecobalyse.methods import DEFAULT_VERSION, load, served
from scoring.answers import components, food
from scoring.answers import explain as explaining
from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Computed, Sector, compute
from scoring.answers.sectors import FOOD, KINDS, OBJECT, SECTORS, TEXTILE, VELI
from scoring.answers.textile import composites
from scoring.answers.textile import sector as textile_sector
from scoring.catalogue.reading.extras import needed
from scoring.engine.method import Method

Answer = dict[str, Any]


def simulate(
    query: Mapping[str, Any],
    *,
    sector: str = TEXTILE.name,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    detailed: bool = False,
    compare: bool = False,
    data_dir: str | Path | None = None,
) -> Answer:
    """The response of the sector's endpoint, without the link to a page (api.md 5 and 6).

    ``sector`` is ``textile``, ``food``, ``object`` or ``veli``, or ``textile-set`` or
    ``textile-garment`` (catalogue.md 6); ``version`` is a name or a result of ``load``; ``level``
    is ``aggregated``, ``indicative``, ``own`` or ``official``. ``detailed`` requests the whole life
    cycle of a garment, ``compare`` the simplified forms of a garment in several parts. Points are
    per product; non-finite figures are floats too. Raises ``InvalidQuery``, whose ``faults`` map
    fields to messages.

    >>> simulate({"components": []}, sector="object")["impacts"]["ecs"]
    0.0
    """
    computed = _computed(query, sector, version, level, data_dir)
    if detailed and sector == TEXTILE.name:
        return textile_sector.detailed(computed)
    if compare and sector == composites.TEXTILE_GARMENT.name:
        answer = composites.garment_answer(computed, "", compare=True)
    else:
        answer = _ANSWERS[sector](computed, "")
    del answer["webUrl"]
    return answer


def textile(
    query: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    detailed: bool = False,
    data_dir: str | Path | None = None,
) -> Answer:
    """Score a garment, as ``simulate`` does.

    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> round(textile(garment)["impacts"]["ecs"], 2)
    1776.91
    """
    return simulate(query, version=version, level=level, detailed=detailed, data_dir=data_dir)


def textile_set(
    query: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    data_dir: str | Path | None = None,
) -> Answer:
    """Score a set of garments sold as one product, as ``simulate`` does (catalogue.md 6).

    >>> shirt = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> pack = textile_set({"products": [{**shirt, "numberOfItem": 2}]})
    >>> pack["impacts"]["ecs"] == 2 * textile(shirt)["impacts"]["ecs"]
    True
    """
    return simulate(
        query,
        sector=composites.TEXTILE_SET.name,
        version=version,
        level=level,
        data_dir=data_dir,
    )


def textile_garment(
    query: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    compare: bool = False,
    data_dir: str | Path | None = None,
) -> Answer:
    """Score a garment in several parts, as ``simulate`` does (catalogue.md 6).

    ``compare`` adds the scores of both simplified forms, next to those of the parts.

    >>> cotton = {"mass": 0.18, "materials": [{"id": "ei-coton", "share": 1}]}
    >>> collar = {"mass": 0.02, "materials": [{"id": "ei-pet", "share": 1}]}
    >>> body = {**cotton, "mainComponent": True, "countryMaking": "CN"}
    >>> polo = textile_garment({"product": "tshirt", "components": [body, collar]}, compare=True)
    >>> [round(form["impacts"]["ecs"], 2) for form in polo["comparison"]]
    [2038.32, 2001.52, 2088.82]
    """
    return simulate(
        query,
        sector=composites.TEXTILE_GARMENT.name,
        version=version,
        level=level,
        compare=compare,
        data_dir=data_dir,
    )


def food_product(
    query: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    data_dir: str | Path | None = None,
) -> Answer:
    """Score a recipe, as ``simulate`` does; masses are in grams.

    >>> carrot = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225}
    >>> round(food_product({"ingredients": [carrot]})["results"]["total"]["ecs"], 2)
    14.91
    """
    return simulate(query, sector=FOOD.name, version=version, level=level, data_dir=data_dir)


def object_product(
    query: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    data_dir: str | Path | None = None,
) -> Answer:
    """Score an object made of components, as ``simulate`` does.

    >>> object_product({"components": []})["impacts"]["ecs"]
    0.0
    """
    return simulate(query, sector=OBJECT.name, version=version, level=level, data_dir=data_dir)


def explain(
    query: Mapping[str, Any],
    impact: str = "ecs",
    *,
    sector: str = TEXTILE.name,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    data_dir: str | Path | None = None,
) -> Answer:
    """The calculation of one impact, line by line, as the explain endpoints return it.

    Raises ``InvalidQuery`` as ``simulate`` does, and under ``impact`` for an unknown impact.

    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> told = explain(garment)
    >>> told["score"] == textile(garment)["impacts"]["ecs"], told["lines"][-1]["id"]
    (True, 'score')
    """
    return explaining.explained(_computed(query, sector, version, level, data_dir), impact)


def explain_in_workbook(
    query: Mapping[str, Any],
    impact: str = "ecs",
    *,
    sector: str = TEXTILE.name,
    version: str | Method = DEFAULT_VERSION,
    level: str = AGGREGATED,
    data_dir: str | Path | None = None,
) -> bytes:
    """The calculation of one impact as an XLSX file with live formulas (decisions.md 1).

    Raises ``UnusableInput`` without the library that writes it, else as ``explain`` does.
    """
    needed("xlsxwriter", "xlsx", "écrire un calcul en tableur")
    from scoring.answers import spreadsheet  # noqa: PLC0415 - imports an extra

    computed = _computed(query, sector, version, level, data_dir)
    trace = explaining.trace_of(computed, impact, explaining.LARGEST_SPREADSHEET)
    heading = spreadsheet.heading_of(computed, "")
    # No site has computed it: there is no address to give.
    return spreadsheet.workbook_of(trace, {name: text for name, text in heading.items() if text})


def sector_of(name: str) -> Sector[Any, Any, Any]:
    """The sector with this name. Raises ``ValueError``.

    >>> sector_of("food").pages
    'alimentaire'
    """
    if name not in SECTORS:
        raise ValueError(f"secteur inconnu : {name} ({', '.join(SECTORS)})")
    return SECTORS[name]


def method_of(version: str | Method, data_dir: str | Path | None = None) -> Method:
    """The version with this name, or the one given. Raises ``InvalidData``.

    >>> method_of("v7.0.0").version
    'v7.0.0'
    """
    return load(version, data_dir=data_dir) if isinstance(version, str) else version


def _computed(
    query: Mapping[str, Any],
    sector: str,
    version: str | Method,
    level: str,
    data_dir: str | Path | None,
) -> Computed[Any, Any, Any]:
    method = method_of(version, data_dir)
    figures = served(method, level, data_dir=data_dir)
    return compute(_kind(sector), method, query, figures)


def _kind(name: str) -> Sector[Any, Any, Any]:
    """The kind of request with this name. Raises ``ValueError``."""
    if name not in KINDS:
        raise ValueError(f"secteur inconnu : {name} ({', '.join(KINDS)})")
    return KINDS[name]


_ANSWERS: Mapping[str, Callable[[Any, str], Answer]] = {
    TEXTILE.name: textile_sector.summary,
    FOOD.name: food.answer,
    OBJECT.name: components.answer,
    VELI.name: components.answer,
    **composites.ANSWERS,
}
