"""The trace of one garment as a text to read: what each line is called and where it comes from.

Usage, from the root of the repository: ``python -m tests.conformance.trace_file``.
"""

from collections.abc import Iterator
from pathlib import Path

from scoring.engine.method import Method, load_method
from scoring.engine.textile.explain import explain
from scoring.engine.textile.query import parse
from scoring.engine.trace.lines import Trace
from tests.conformance.convert import CASES

TRACE_FILE = CASES / "textile_trace.txt"
_DATA = Path(__file__).parents[2] / "scoring" / "data" / "v7.0.0"
# Two fibres, one of them recycled, woven, printed, faded, with trims.
GARMENT = {
    "mass": 0.45,
    "product": "jean",
    "materials": [
        {"id": "coton-rdp", "share": 0.6},
        {"id": "ei-pet", "share": 0.4, "country": "CN", "spinning": "SyntheticSpinning"},
    ],
    "countrySpinning": "IN",
    "countryFabric": "BD",
    "countryMaking": "TN",
    "airTransportRatio": 0.25,
    "printing": {"kind": "pigment"},
    "fading": True,
    "price": 80,
    "upcycled": False,
}


def trace_text(method: Method) -> str:
    """One line of the trace a paragraph, without its figures."""
    return "\n".join(paragraph + "\n" for paragraph in paragraphs(trace_of(method, GARMENT)))


def trace_of(method: Method, body: object) -> Trace:
    """The trace of a garment's score."""
    query = parse(method.dataset, body)
    return explain(method.dataset, method.textile, query, method.scores, "ecs")


def paragraphs(trace: Trace) -> Iterator[str]:
    """What each line is called and where it comes from, without its figures."""
    for line in trace.lines:
        lines = [
            f"{line.id} ({line.stage}, {line.section}) {line.label}, {line.unit or '-'}",
            f"    {line.formula}",
        ]
        for name, known in line.inputs.items():
            section = f" ({known.section})" if known.section else ""
            lines.append(f"    {name}: {known.origin} {known.key}{section}, {known.unit or '-'}")
        yield "\n".join(lines)


if __name__ == "__main__":
    TRACE_FILE.write_text(trace_text(load_method(_DATA)), encoding="utf-8")
