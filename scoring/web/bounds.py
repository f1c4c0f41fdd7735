"""Limits on the size of a request that a page accepts and renders.

Rendering a line costs a hundred times as much as computing it: without a limit, a request of a few
kilobytes would keep a process busy for seconds. The API, which renders no page, is only limited by
its body size.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.web import figures

# Characters of a request as JSON: in a link, or in the value that "reset" restores.
LONGEST_JSON = 32_768
LONGEST_NAME = 200
# Maximum lines of a calculation in a printed record: a garment has about two hundred.
MOST_LINES_OF_AN_ANNEX = 600
_LISTS: Mapping[str, Any] = {
    "materials": gettext_lazy("Matières"),
    "trims": gettext_lazy("Accessoires"),
    "disabledSteps": gettext_lazy("Étapes désactivées"),
    "products": gettext_lazy("Articles"),
    "parts": gettext_lazy("Parties"),
    "ingredients": gettext_lazy("Ingrédients"),
    "packaging": gettext_lazy("Emballages"),
    "components": gettext_lazy("Composants"),
    "elements": gettext_lazy("Éléments"),
    "transforms": gettext_lazy("Transformations"),
}
# Maximum rows that a page renders per list; those of several components are counted together.
MOST_LINES: Mapping[str, int] = dict.fromkeys(_LISTS, 50) | {
    "elements": 100,
    "transforms": 100,
    # Each is rendered with all the fields of a garment.
    "products": 20,
    "parts": 20,
}


class TooLarge(Exception):
    """A request is too large for a page; the message is for the visitor."""


def check_length(field: str, text: str, longest: int = LONGEST_JSON) -> None:
    """Raise ``TooLarge`` for a posted text over the limit."""
    if len(text) > longest:
        raise TooLarge(
            _(
                "Le champ « {field} » a {length} caractères ; cette page en lit {most} au plus."
            ).format(
                field=field,
                length=figures.significant(len(text)),
                most=figures.significant(longest),
            )
        )


def check_lines(body: object) -> None:
    """Raise ``TooLarge`` for a request with a list that is too long to render."""
    counted: Counter[str] = Counter()
    # Iterative: a body may be nested more deeply than Python's recursion limit.
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for name, item in value.items():
                if name in MOST_LINES and isinstance(item, list):
                    # The components of a garment request are parts of a garment.
                    is_part = name == "components" and "product" in value
                    counted["parts" if is_part else name] += len(item)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    for name, most in MOST_LINES.items():
        if counted[name] > most:
            raise TooLarge(
                _(
                    "La liste « {name} » a {count} lignes ; cette page en montre {most} au plus. "
                    "L'API n'a pas cette limite."
                ).format(
                    name=_LISTS[name],
                    count=figures.significant(counted[name]),
                    most=figures.significant(most),
                )
            )
