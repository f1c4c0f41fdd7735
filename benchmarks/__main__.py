"""``make bench``: the engine alone, the counters, token checks, then a server under load.

``--against`` compares with another server, or with another copy of the repository, in turn.
``--readme`` writes the tables into ``benchmarks/README.md``; with ``--against``, it does not, since
the figures of a machine that runs two servers are not those of one.
"""

import argparse
import datetime
import os
from collections.abc import Iterator

from benchmarks import counters, engine, http, tokens
from benchmarks.machine import Watch, commit, processor_name, python_build
from benchmarks.measures import Section
from benchmarks.subjects import Unusable
from benchmarks.tables import publish, table
from benchmarks.workloads import CODES


def main() -> None:
    """Measure, and print each figure once it is known."""
    options, is_published = _options()
    watch = Watch()
    print(f"Python : {python_build()}\nProcesseur : {processor_name()}\nCommit : {commit()}")
    rows = [] if options.against or options.only else list(_functions())
    print("\nUn serveur sous charge", flush=True)
    try:
        report = http.run(options, lambda line: print(f"  {line}", flush=True))
    except Unusable as error:
        raise SystemExit(str(error)) from None
    machine = _machine(watch)
    parts = [machine, report.results, report.generator, report.processes]
    if report.ratios:
        parts.insert(1, report.ratios)
    print("\n" + "\n\n".join([*parts, report.profile]))
    if is_published:
        functions = table(("mesure", "valeur"), rows)
        publish("make bench", "\n\n".join([parts[0], functions, *parts[1:]]))
        publish("make bench: parts", report.profile)


def _functions() -> Iterator[tuple[str, str]]:
    """The rows of what is measured without a server, with the titles of their sections."""
    for title, figures in _sections():
        print(f"\n{title}", flush=True)
        yield f"**{title}**", ""
        for figure in figures:
            print(figure, flush=True)
            yield figure.label, figure.value


def _sections() -> Iterator[Section]:
    yield from engine.sections()
    yield counters.TITLE, counters.figures()
    yield tokens.TITLE, tokens.figures()


def _machine(watch: Watch) -> str:
    day = datetime.datetime.now(tz=datetime.UTC).date()
    return f"Le {day:%d/%m/%Y}, {python_build()}, {processor_name()} : {watch.surroundings()}."


def _options() -> tuple[http.Options, bool]:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    defaults = http.Options()
    parser.add_argument("--seconds", type=float, default=defaults.seconds, help="of each load")
    parser.add_argument("--rounds", type=int, default=defaults.rounds, help="of all loads")
    parser.add_argument(
        "--processor", type=float, default=defaults.processor, help="CPU seconds of each profile"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes of the server")
    parser.add_argument("--against", default="", help="http:// address, or folder of another copy")
    parser.add_argument(
        "--only", default="", help=f"of the loads: {', '.join(CODES)}, with commas between them"
    )
    parser.add_argument("--readme", action="store_true", help="write benchmarks/README.md")
    found = parser.parse_args()
    only = tuple(word for word in found.only.split(",") if word)
    if unknown := set(only) - set(CODES):
        parser.error(f"--only names no load: {', '.join(sorted(unknown))}")
    if found.readme and (found.against or only):
        parser.error("--readme writes all figures of one server: leave out --against and --only")
    pid = os.environ.get("AGAINST_PID", "").strip()
    if pid and not pid.isdigit():
        parser.error(f"AGAINST_PID is « {pid} », not the number of a process")
    options = http.Options(
        seconds=found.seconds,
        rounds=found.rounds,
        processor=found.processor,
        workers=found.workers,
        against=found.against,
        against_pid=int(pid) if pid else None,
        only=only,
        against_token=os.environ.get("AGAINST_TOKEN", "").strip(),
    )
    return options, found.readme


if __name__ == "__main__":
    main()
