"""``make bench-growth``: the tables of the guide's page on growth, from the measured slopes.

``--measure`` measures the slopes again, ``--write`` writes them and the tables of both languages;
without either, the French tables are printed.
"""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.growth import (
    CATALOGUES,
    SERVINGS,
    Assumptions,
    Served,
    Serving,
    Slopes,
    most_machines,
    predictions,
    read_slopes,
    score,
    serve,
)
from benchmarks.growth_words import WORDS
from benchmarks.subjects import Unusable
from benchmarks.tables import replace_between, table

GUIDE: Final = Path(__file__).parents[1] / "docs" / "guide"
PAGE: Final = "grandir.md"
_CLIENTS_A_PROCESS: Final = 1000


class Page:
    """The tables of one language."""

    def __init__(self, language: str, slopes: Slopes, assumed: Assumptions) -> None:
        self.words: Mapping[str, str] = WORDS[language]
        self.language = language
        self.slopes = slopes
        self.assumed = assumed

    def tables(self) -> dict[str, str]:
        """Return each table by the name of its markers."""
        return {
            "serving": self.serving(),
            "limits": self.limits(),
            "catalogue": self.catalogue(),
            "slopes": self.measured(),
            "checks": self.checks(),
        }

    def serving(self) -> str:
        """What each installation gives and needs."""
        found = [(one, serve(self.slopes, self.assumed, one)) for one in SERVINGS]
        rows: list[tuple[str, Callable[[Serving, Served], str]]] = [
            ("cores", lambda one, _: self.number(one.machines * one.workers)),
            ("call", lambda _, got: f"{self.number(got.call_us)} µs"),
            ("capacity", lambda _, got: self.number(got.capacity)),
            ("rate", lambda _, got: self.number(got.rate)),
            ("callers", lambda _, got: self.number(got.callers)),
            ("memory", lambda _, got: f"{self.number(got.memory_mb)} {self.words['MB']}"),
            (
                "clients",
                lambda one, _: self.number(one.machines * one.workers * _CLIENTS_A_PROCESS),
            ),
            ("redis", lambda _, got: self.share(got.redis_commands, got.redis_share)),
            ("postgres", lambda _, got: self.share(got.postgres_queries, got.postgres_share)),
            (
                "connections",
                lambda _, got: (
                    self.number(got.postgres_connections) if got.postgres_connections else ""
                ),
            ),
            ("network", lambda _, got: self.megabytes(got.network)),
            ("core_hours", lambda _, got: self.decimal(got.core_hours, 2)),
            ("bottleneck", lambda _, got: self.words[f"first.{got.bottleneck}"]),
        ]
        head = ["", *(self.words[f"serving.{one.code}"] for one in SERVINGS)]
        return table(
            head,
            (
                [self.words[f"row.{name}"], *(cell(one, got) for one, got in found)]
                for name, cell in rows
            ),
        )

    def limits(self) -> str:
        """How far each resource suffices, and what to change then."""
        machine = serve(self.slopes, self.assumed, SERVINGS[1])
        most = most_machines(self.slopes, self.assumed)
        reached = {
            "processor": f"{self.number(machine.capacity)} {self.words['calls/s']}",
            "network": f"{self.number(machine.limits['network'])} {self.words['calls/s']}",
            **{name: self._machines(most[name]) for name in ("connections", "redis", "postgres")},
        }
        return table(
            [self.words[f"limits.{column}"] for column in ("resource", "until", "then")],
            (
                [self.words[f"resource.{name}"], until, self.words[f"then.{name}"]]
                for name, until in reached.items()
            ),
        )

    def catalogue(self) -> str:
        """How long a hundred million rows take."""
        rows = []
        for way in CATALOGUES:
            got = score(self.slopes, self.assumed, way)
            rows.append(
                [
                    self.words[f"catalogue.{way.code}"],
                    self.number(way.cores),
                    self.number(got.rate),
                    self.duration(got.hours),
                    self.decimal(got.core_hours, 1),
                    self.megabytes(got.bytes),
                    self.words[f"first.{got.bottleneck}"],
                ]
            )
        columns = ("way", "cores", "rate", "time", "core_hours", "bytes", "first")
        return table([self.words[f"column.{name}"] for name in columns], rows)

    def measured(self) -> str:
        """The slopes."""
        rows = []
        for name in Slopes.__slots__:
            value = getattr(self.slopes, name)
            if not isinstance(value, str) and f"slope.{name}" in self.words:
                rows.append([self.words[f"slope.{name}"], f"`{name}`", self.slope(name, value)])
        head = [self.words[f"column.{name}"] for name in ("slope", "name", "value")]
        others = self.number(self.slopes.others)
        said = self.words["measured"].format(machine=self.slopes.machine, others=others)
        return f"{table(head, rows)}\n\n{said}"

    def checks(self) -> str:
        """What the formulas give beside what was measured."""
        rows = (
            [
                self.words[f"check.{name}"],
                self.number(computed),
                self.number(found),
                self.decimal(found / computed, 2),
            ]
            for name, computed, found in predictions(self.slopes)
        )
        columns = ("check", "computed", "found", "ratio")
        return table([self.words[f"column.{name}"] for name in columns], rows)

    def number(self, value: float) -> str:
        """Write a whole number with groups of three digits."""
        return f"{value:,.0f}".replace(",", " " if self.language == "fr" else ",")

    def decimal(self, value: float, digits: int) -> str:
        """Write a number with some decimals."""
        text = f"{value:,.{digits}f}"
        return text.replace(",", " ").replace(".", ",") if self.language == "fr" else text

    def megabytes(self, value: float) -> str:
        """Write bytes a second."""
        return f"{self.decimal(value / 1e6, 1)} {self.words['MB/s']}"

    def share(self, count: float, share: float) -> str:
        """Write how many a second, and the share of a core; nothing where there are none."""
        if not count:
            return ""
        percent = f"{share * 100:.0f}{' ' if self.language == 'fr' else ''}%"
        return f"{self.number(count)}, {percent} {self.words['of a core']}"

    def duration(self, hours: float) -> str:
        """Write hours, or minutes if they are few."""
        if hours < 1:
            return f"{self.number(hours * 60)} min"
        return f"{self.decimal(hours, 1)} h"

    def slope(self, name: str, value: float) -> str:
        """Write a slope with its unit, which its name ends with."""
        unit = {"us": "µs", "two": "µs", "mb": self.words["MB"]}.get(name.rpartition("_")[2], "")
        digits = 1 if value < 10 else 0
        return f"{self.decimal(value, digits)} {unit}".strip()

    def _machines(self, count: float) -> str:
        whole = int(count)
        return f"{self.number(whole)} {self.words['machines' if whole > 1 else 'machine']}"


def write(slopes: Slopes) -> None:
    """Write the tables into the page of each language."""
    for language in WORDS:
        for name, text in Page(language, slopes, Assumptions()).tables().items():
            # The pages of an instance show comments as text, but no definition of a link.
            marks = f"[growth: {name}]: #\n", f"\n[/growth: {name}]: #"
            replace_between(*marks, text, GUIDE / language / PAGE)


def main() -> None:
    """Measure the slopes if asked, and print or write the tables."""
    parser = argparse.ArgumentParser(prog="make bench-growth", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure the slopes, minutes")
    parser.add_argument("--write", action="store_true", help="write slopes and tables")
    options = parser.parse_args()
    slopes = read_slopes()
    if options.measure:
        # Only here: it needs PostgreSQL, Redis and nginx.
        from benchmarks import slopes as measuring  # noqa: PLC0415

        try:
            slopes = measuring.measured(partial(print, flush=True))
        except Unusable as error:
            raise SystemExit(str(error)) from None
        if options.write:
            measuring.write(slopes)
    if options.write:
        write(slopes)
    print("\n\n".join(Page("fr", slopes, Assumptions()).tables().values()))


if __name__ == "__main__":
    main()
