"""The default name that a page proposes for a simulation: short, and distinctive."""

from collections.abc import Sequence

from scoring.web.bounds import LONGEST_NAME
from scoring.web.figures import NARROW_NBSP


def automatic_name(head: Sequence[str], items: Sequence[str], settings: Sequence[str]) -> str:
    """Join these parts into a name; if there are too many items, say how many are left out.

    Items are those of a list, such as ingredients; settings are always kept, since they differ more
    between simulations of the same kind.

    >>> automatic_name(["Pull", "0,5 kg"], ["60 % Laine", "40 % Acrylique"], ["60 €"])
    'Pull, 0,5 kg, 60 % Laine, 40 % Acrylique, 60 €'
    >>> automatic_name([], ["Farine de blé"] * 20, ["Four"]).removeprefix("Farine de blé, " * 12)
    '+ 8, Four'
    """
    for kept in range(len(items), 0, -1):
        left_out = [f"+ {len(items) - kept}"] if kept < len(items) else []
        name = _joined([*head, *items[:kept], *left_out, *settings])
        if len(name) <= LONGEST_NAME:
            return name
    name = _joined([*head, *items[:1], *settings])
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


def _joined(parts: Sequence[str]) -> str:
    # Names are also typed by users, so use ordinary spaces.
    return ", ".join(parts).replace(NARROW_NBSP, " ")
