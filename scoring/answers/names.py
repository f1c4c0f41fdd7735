"""The English names of the data.

A method version's data, and the engine's labels for its codes, are in French. We provide their
English names in ``names_en.csv``, keyed by French name rather than by id: a later version that
keeps a name keeps its translation, and a name without one stays in French.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("names_en.csv")


@cache
def english_names() -> Mapping[str, str]:
    """English names by French name."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["french"]: row["english"] for row in csv.DictReader(file)}


def named_in(language: str, french: str) -> str:
    """A name of the data in a language, falling back to French.

    >>> named_in("en", "Sans équivalent"), named_in("fr", "Chine")
    ('Sans équivalent', 'Chine')
    """
    return english_names().get(french, french) if language == "en" else french
