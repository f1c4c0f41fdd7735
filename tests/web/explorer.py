"""Reading the explorer's pages and files as a visitor does."""

import csv
import io
import re
from html import unescape

from django.test import Client

from scoring.web.explorer.sectors import shown_sectors

DATASETS = [
    (sector.slug, dataset.slug)
    for sector in shown_sectors().values()
    for dataset in sector.datasets
]


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def first_column(text: str) -> list[str]:
    """The names of the records, in the order of the page."""
    return [unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', text)]


def download(client: Client, address: str, separator: str = ",") -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
