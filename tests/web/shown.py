"""Reading the figures of a simulator's page and of a record as a visitor does."""

import re
from html import unescape
from typing import Any, NamedTuple

NUMBER = r'<span class="number">([^<]*)</span>'


class Transport(NamedTuple):
    """An arrow between two cards."""

    mass: str
    kilometres: dict[str, str]
    impact: str


def text_at(page: str, identifier: str) -> str:
    """The text of the element with an id, without tags."""
    found = re.search(
        rf'<(p|span)\b[^>]*\bid="{re.escape(identifier)}"[^>]*>(.*?)</\1>', page, re.DOTALL
    )
    assert found is not None, identifier
    return re.sub(r"<[^>]*>", "", found[2]).strip()


def figure_of(page: str, card: str) -> str:
    """The text in the header of a card."""
    return text_at(page, f"figure-{card}")


def facts_of(page: str, card: str) -> dict[str, str]:
    """The figures of a card, by name."""
    found = re.search(rf'<dl class="facts" id="facts-{card}">(.*?)</dl>', page, re.DOTALL)
    assert found is not None, card
    return dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>([^<]*)<", found[1]))


def headline_of(page: str) -> dict[str, str]:
    """The figures below the score."""
    part = page[page.index('class="score-card"') :]
    return dict(re.findall(r'<dt>([^<]*)</dt><dd class="number">([^<]*)<', part.split("</dl>")[0]))


def transport_of(page: str, card: str) -> Transport:
    """The arrow below a card."""
    part = page[page.index(f'id="transport-{card}"') :].split("</div>", maxsplit=1)[0]
    mass = re.search(NUMBER, part)
    impact = re.search(r'class="stage-figure number">(.*?)(?:<a |</p>)', part, re.DOTALL)
    assert mass is not None
    assert impact is not None
    modes = re.findall(rf"</svg> ([^<]*) {NUMBER}</p>", part)
    return Transport(mass[1], dict(modes), re.sub(r"<[^>]*>", "", impact[1]).strip())


def tables_of(record: str) -> dict[str, dict[str, list[str]]]:
    """The tables of a record by their title: the texts of each row, the headings under ""."""
    tables: dict[str, dict[str, list[str]]] = {}
    for title, table in re.findall(
        r"<caption[^>]*>([^<]*)</caption>(.*?)</table>", unescape(record), re.DOTALL
    ):
        rows: dict[str, list[str]] = {"": re.findall(r'<th scope="col">([^<]*)</th>', table)}
        for name, cells in re.findall(r'<th scope="row">([^<]*)</th>(.*?)</tr>', table, re.DOTALL):
            rows[name] = [
                re.sub(r"<[^>]*>", "", cell).strip()
                for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)
            ]
        tables.setdefault(title, rows)
    return tables


def scores(vector: Any) -> float:
    """The environmental cost of an impacts object."""
    return float(vector["ecs"])
