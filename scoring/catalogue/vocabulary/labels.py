"""Maps the words of cells to codes of a request (catalogue.md 2.3).

The portal's labels take precedence, then the version's own lists: ids, names, English names. A word
shared by two records of a list is ambiguous, and matches neither.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from scoring.answers.names import english_names
from scoring.catalogue.faults import CellFault
from scoring.catalogue.vocabulary.folding import folded, folded_header
from scoring.engine.method import Method
from scoring.engine.textile.query import SCOPE
from scoring.engine.vocabulary import textile as vocabulary

LABELS_FILE = Path(__file__).with_name("labels.csv")
_UNKNOWN_COUNTRY = ("inconnu", "inconnue", "unknown", "paysinconnu")
_SHOWN = 60
_CLOSE = 0.75

# What each list contains, for messages.
KINDS = {
    "products": "catégorie",
    "materials": "matière",
    "countries": "origine",
    "business": "taille d'entreprise",
    "printing": "type d'impression",
    "trims": "accessoire",
}


class LabelledCode(NamedTuple):
    """A normalised word and the code it stands for, in one of the lists."""

    list: str
    word: str
    code: str


class Labels:
    """The words of a version's lists and of the portal."""

    def __init__(self, method: Method) -> None:
        self._codes: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self._shown: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        own = list(names_of(method))
        known = {kind: {code for found, code, _ in own if found == kind} for kind in KINDS}
        for label in read_labels(LABELS_FILE):
            # A version may lack a record that another one has.
            if label.code in known[label.list]:
                self._codes[label.list][label.word] = label.code
        for kind, words in _by_precedence(own).items():
            for word, code in words.items():
                self._codes[kind].setdefault(word, code)
        for kind, _, names in own:
            for name in names:
                self._shown[kind].setdefault(folded(name), name)
        for word in _UNKNOWN_COUNTRY:
            self._codes["countries"].setdefault(word, vocabulary.UNKNOWN_COUNTRY)

    def code(self, kind: str, text: str) -> tuple[str, str | None]:
        """The code of a word, and the shortened word if parentheses had to be removed.

        Raises ``CellFault`` for a word that is not in the list.
        """
        if kind == "countries" and text.strip() == vocabulary.UNKNOWN_COUNTRY:
            return vocabulary.UNKNOWN_COUNTRY, None
        codes = self._codes[kind]
        word = folded(text)
        if word in codes:
            return codes[word], None
        # As the portal does: the text in parentheses may be a comment.
        shorter = folded_header(text)
        if shorter in codes:
            return codes[shorter], self._shown[kind].get(shorter, shorter)
        raise CellFault(self._refusal(kind, text, word))

    def _refusal(self, kind: str, text: str, word: str) -> str:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        sentence = f"« {shown} » n'est pas un nom ou un code connu ({KINDS[kind]})"
        near = get_close_matches(word[:_SHOWN], self._shown[kind], n=3, cutoff=_CLOSE)
        if near:
            names = ", ".join(f"« {self._shown[kind][name]} »" for name in near)
            return f"{sentence}. Vouliez-vous dire {names} ?"
        accepted = ", ".join(self._shown[kind].values())
        return f"{sentence}. Valeurs admises : {accepted}."


def read_labels(path: Path) -> list[LabelledCode]:
    """Read words from our own format: a list, a normalised word and a code per line."""
    with path.open(encoding="utf-8", newline="") as file:
        return [LabelledCode(row["list"], row["word"], row["code"]) for row in csv.DictReader(file)]


def write_labels(path: Path, labels: Iterable[LabelledCode]) -> int:
    """Write our own format, sorted; return the number of words."""
    in_order = sorted(labels)
    lines = ["list,word,code", *(",".join(label) for label in in_order)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(in_order)


def labels_of(published: Mapping[str, Mapping[str, str]]) -> list[LabelledCode]:
    """Convert the portal's own table to codes by word, by list.

    Raises ``ValueError`` for a list that no column uses, or a word that is not normalised.
    """
    labels = []
    for kind, words in published.items():
        if kind not in KINDS:
            raise ValueError(f"liste inconnue : {kind}")
        for word, code in words.items():
            if not word.isalnum() or folded(word) != word or "," in code:
                raise ValueError(f"mot ou code inattendu dans {kind} : {word}")
            labels.append(LabelledCode(kind, word, code))
    return labels


def names_of(method: Method) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each record of the lists: its list, its code, and its names in order of precedence."""
    data = method.dataset
    for product in data.products.values():
        yield "products", product.id, (product.name,)
    for material in data.materials.values():
        yield "materials", material.id, (material.name, material.short_name)
    for country in data.countries.values():
        yield "countries", country.code, (country.name,)
    for component in data.components_of(SCOPE):
        yield "trims", component.id, (component.name,)
    for code, name in vocabulary.BUSINESS_LABELS.items():
        yield "business", code, (name,)
    for code, name in vocabulary.PRINTING_LABELS.items():
        yield "printing", code, (name,)


def _by_precedence(
    own: Iterable[tuple[str, str, tuple[str, ...]]],
) -> dict[str, dict[str, str]]:
    """Codes by word: ids take precedence over names, and names over English names."""
    english = english_names()
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    records = list(own)
    ranks = (
        lambda code, names: (code,),
        lambda code, names: names,
        lambda code, names: tuple(english[name] for name in names if name in english),
    )
    for words_of in ranks:
        rank: dict[tuple[str, str], set[str]] = {}
        for kind, code, names in records:
            for word in words_of(code, names):
                rank.setdefault((kind, folded(word)), set()).add(code)
        for (kind, word), codes in rank.items():
            if word and len(codes) == 1:
                found[kind].setdefault(word, *codes)
    return found
