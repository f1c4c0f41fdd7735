"""The tables that ``make bench`` prints, in Markdown, and writes into ``benchmarks/README.md``."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.rounds import Case, Found, Results

README = Path(__file__).with_name("README.md")
# Between them only, the ratio of two figures says something.
_HEAD = ("demande", "connexions", "requêtes/s", "médiane", "p99", "processeur", "réponse", "échecs")
_AGAINST = (
    "demande",
    "connexions",
    "requêtes/s, elle et nous",
    "rapport",
    "p99, elle et nous",
    "processeur, elle et nous",
    "rapport",
)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def results_table(results: Results) -> str:
    """Return what the first server showed under each load."""
    return table(_HEAD, (_row(case, found[0]) for case, found in results.items()))


def ratios_table(results: Results) -> str:
    """Return the figures of the second server and of the first, and ours as a share of its."""
    rows = [
        (case.workload.title, connections(case), "elle ne l'a pas", *[""] * 4)
        if not other.load.served
        else (
            case.workload.title + _failures(ours, other),
            connections(case),
            f"{number(other.rate)} et {number(ours.rate)}",
            _ratio(ours.rate, other.rate),
            " et ".join(_milliseconds(found.load.percentile(0.99)) for found in (other, ours)),
            f"{_microseconds(other.cost)} et {_microseconds(ours.cost)}",
            _ratio(ours.cost, other.cost),
        )
        for case, (ours, other) in results.items()
    ]
    return table(_AGAINST, rows)


def connections(case: Case) -> str:
    """Describe the connections of a load."""
    if case.kept:
        return f"{case.connections}, gardée{'s' if case.connections > 1 else ''}"
    return f"{case.connections}, une par appel"


def number(value: float) -> str:
    """Write a whole number in French, in groups of three digits."""
    return f"{value:,.0f}".replace(",", " ")


def publish(name: str, text: str, file: Path = README) -> None:
    """Replace what stands between the two markers of a name. Raises ``ValueError`` without them."""
    replace_between(f"<!-- {name} -->", f"<!-- /{name} -->", text, file)


def replace_between(first: str, last: str, text: str, file: Path) -> None:
    """Replace what stands between two markers in a file. Raises ``ValueError`` without them."""
    content = file.read_text(encoding="utf-8")
    before, found, rest = content.partition(first)
    _, ended, after = rest.partition(last)
    if not (found and ended):
        raise ValueError(f"{file} has no {first} followed by {last}")
    file.write_text(f"{before}{first}\n{text}\n{last}{after}", encoding="utf-8")


def _row(case: Case, found: Found) -> Sequence[str]:
    cost = _microseconds(found.cost)
    if case.workload.garments > 1 and found.cost is not None:
        cost += f" ({_microseconds(found.cost / case.workload.garments)} par vêtement)"
    return (
        case.workload.title,
        connections(case),
        number(found.rate),
        _milliseconds(found.load.percentile(0.5)),
        _milliseconds(found.load.percentile(0.99)),
        cost,
        f"{number(found.bytes)} octets" if found.load.latencies else "",
        str(found.load.refused),
    )


def _failures(ours: Found, other: Found) -> str:
    pairs = ((other, "elle"), (ours, "nous"))
    failures = [f"{name} {found.load.refused}" for found, name in pairs if found.load.refused]
    return f" (échecs : {', '.join(failures)})" if failures else ""


def _milliseconds(value: float) -> str:
    if math.isnan(value):
        return "aucune réponse"
    return f"{value:.1f} ms".replace(".", ",") if value < 10 else f"{number(value)} ms"


def _microseconds(seconds: float | None) -> str:
    return "inconnu" if seconds is None else f"{number(seconds * 1e6)} µs"


def _ratio(ours: float | None, other: float | None) -> str:
    return f"{ours / other:.2f}".replace(".", ",") if ours and other else "inconnu"
