"""Analyses of a score: levers, differences between two garments, estimates (decisions.md)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ecobalyse.methods import DEFAULT_VERSION, served
from ecobalyse.products import Answer, method_of
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile import decisions
from scoring.answers.textile.requests import Options
from scoring.answers.textile.speech import FRENCH
from scoring.catalogue.forms import form_of_name
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.rows import Rows
from scoring.catalogue.scoring import Scorer
from scoring.engine.analysis.levers import Lever
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method

# Number of levers listed for each row of a catalogue.
MOST_A_ROW = 3


def levers(
    query: Mapping[str, Any],
    *,
    keep: Sequence[str] = (),
    mode: str = Options().mode,
    version: str | Method = DEFAULT_VERSION,
    data_dir: str | Path | None = None,
) -> Answer:
    """What would lower the score of a garment, as ``POST /api/textile/levers`` returns it.

    ``keep`` lists fields that must not change; ``mode`` is ``regulatory``, for the fields of the
    regulatory form only, or ``exploratory``, for all of them. Raises ``InvalidQuery``.

    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> best = levers(garment, keep=["materials"])["levers"][0]
    >>> best["field"], round(best["gain"])
    ('numberOfReferences', 631)
    """
    method = method_of(version, data_dir)
    body = {**query, "keep": list(keep), "mode": mode}
    return decisions.levers_answer(method, body, served(method))


def differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    data_dir: str | Path | None = None,
) -> Answer:
    """Why two garments have different scores, as ``POST /api/textile/differences`` returns it.

    Raises ``InvalidQuery``, whose fields start with ``from.`` or ``to.``.

    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> told = differences(garment, garment | {"countryMaking": "FR"})
    >>> [(change["field"], round(change["points"])) for change in told["changes"]]
    [('countryMaking', -146)]
    """
    method = method_of(version, data_dir)
    body = {"from": before, "to": after}
    return decisions.differences_answer(method, body, served(method))


def estimate(
    label: Mapping[str, Any],
    *,
    version: str | Method = DEFAULT_VERSION,
    data_dir: str | Path | None = None,
) -> Answer:
    """Estimate a score from a garment's label, as ``POST /api/textile/estimate`` does.

    Every field is optional except the category and one fibre. The result must never be used as a
    declaration. Raises ``InvalidQuery``.

    >>> told = estimate({"product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]})
    >>> told["confidence"], told["unknown"][0]["field"], told["low"] < told["median"] < told["high"]
    ('low', 'mass', True)
    """
    method = method_of(version, data_dir)
    return decisions.estimate_answer(method, label, served(method))


class RowLevers(NamedTuple):
    """The best levers of a row: at most three, for different fields; none if rejected.

    ``line`` is the line of the file, from 1; ``labels`` describe the levers in French, in order.
    """

    line: int
    id: str | None
    score: float | None
    levers: tuple[Lever, ...]
    labels: tuple[str, ...]


class SharedLever(NamedTuple):
    """The same change of the same field, for all the rows whose score it lowers."""

    field: str
    value: Any
    label: str
    rows: int
    gain: float


def catalogue_levers(
    source: str | Path,
    *,
    read: str | None = None,
    options: Options | None = None,
    version: str | Method = DEFAULT_VERSION,
    data_dir: str | Path | None = None,
) -> Iterator[RowLevers]:
    """The best levers of each row of a catalogue of garments, in order.

    Raises ``UnusableInput`` as ``score_file`` does.

    >>> from tempfile import TemporaryDirectory
    >>> lines = ["mass,product,materials.1.id,materials.1.share", "0.17,tshirt,ei-coton,1"]
    >>> with TemporaryDirectory() as folder:
    ...     source = Path(folder, "garments.csv")
    ...     _ = source.write_text("\\n".join(lines))
    ...     [row] = catalogue_levers(source, options=Options(keep=("materials",)))
    >>> row.line, round(row.score), row.levers[0].field
    (2, 1777, 'numberOfReferences')
    """
    with Path(source).open("rb") as stream:
        rows = open_rows(stream, read or form_of_name(str(source)), sector=TEXTILE)
        yield from row_levers(rows, options or Options(), method_of(version, data_dir))


def row_levers(rows: Rows, options: Options, method: Method) -> Iterator[RowLevers]:
    """The best levers of each row; rows of sets and of garments in parts have none."""
    level = served(method)
    scorer = Scorer(rows.layout, sector=TEXTILE, method=method, served=level)
    for row in rows:
        request = scorer.request(row)
        refused = RowLevers(line=row.line, id=request.id, score=None, levers=(), labels=())
        if row.fault or row.misplaced or row.group or request.faults:
            yield refused
            continue
        try:
            _, variants, found = decisions.levers_of(method, request.body, options, level)
        except InvalidQuery:
            yield refused
            continue
        best = _one_a_field(found.levers)
        labels = tuple(FRENCH.lever(method, variants.body, lever) for lever in best)
        yield RowLevers(line=row.line, id=request.id, score=found.score, levers=best, labels=labels)


def most_useful(rows: Iterable[RowLevers]) -> list[SharedLever]:
    """The changes with the largest total gain over all rows of a catalogue.

    >>> change = {"countryMaking": "FR"}
    >>> lever = Lever("countryMaking", "process", "---", "FR", change, 90.0, 10.0, 0.1)
    >>> row = RowLevers(line=2, id=None, score=100.0, levers=(lever,), labels=("En France",))
    >>> [(shared.label, shared.rows, shared.gain) for shared in most_useful([row, row])]
    [('En France', 2, 20.0)]
    """
    found: dict[tuple[str, str], SharedLever] = {}
    for row in rows:
        for lever, label in zip(row.levers, row.labels, strict=True):
            # Masses and prices are specific to a garment: only the field is shared, not the value.
            alone = isinstance(lever.after, str)
            key = (lever.field, lever.after if alone else "")
            known = found.get(key)
            found[key] = SharedLever(
                field=lever.field,
                value=lever.after if alone else None,
                label=label if known is None else known.label,
                rows=1 if known is None else known.rows + 1,
                gain=lever.gain if known is None else known.gain + lever.gain,
            )
    return sorted(found.values(), key=lambda lever: -lever.gain)


def _one_a_field(levers: Sequence[Lever]) -> tuple[Lever, ...]:
    best: dict[str, Lever] = {}
    for lever in levers:
        best.setdefault(lever.field, lever)
    return tuple(best.values())[:MOST_A_ROW]
