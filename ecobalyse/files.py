"""Scores a whole file into another one (catalogue.md 5)."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from ecobalyse.methods import DEFAULT_VERSION
from ecobalyse.outputs import RESUMABLE, Done, Output, Shape
from ecobalyse.products import sector_of
from ecobalyse.work import Executor, Here, Processes, Task, Worker, parts_of, renderer_for
from scoring.answers.levels import AGGREGATED
from scoring.answers.sectors import TEXTILE
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.figures import STAGES
from scoring.catalogue.reading.opening import open_rows
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.summary import Tally
from scoring.catalogue.writing.columns import JSON_HEADER
from scoring.catalogue.writing.opening import Sink, sink_of

STANDARD: Final = "-"
# Called with the number of rows done and of bytes read, None if that is unknown.
Progress = Callable[[int, int | None], None]
MakeExecutor = Callable[[Task, int], Executor]


class ScoredFile(NamedTuple):
    """The result of scoring a file.

    ``summary`` counts the rows of this run (catalogue.md 3.4), ``resumed`` those of an earlier run,
    of which ``resumed_refused`` were rejected. ``notes`` are messages about the file.
    """

    summary: dict[str, Any]
    notes: list[str]
    resumed: int = 0
    resumed_refused: int = 0

    @property
    def refused(self) -> int:
        """Rejected rows, over all runs."""
        return int(self.summary["refused"]) + self.resumed_refused


def score_file(
    source: str | Path,
    destination: str | Path,
    *,
    read: str | None = None,
    write: str | None = None,
    sector: str = TEXTILE.name,
    version: str = DEFAULT_VERSION,
    level: str = AGGREGATED,
    detail: str = STAGES,
    strict: bool = False,
    portal: bool = False,
    link_root: str | None = None,
    jobs: int = 1,
    errors: str | Path | None = None,
    resume: bool = False,
    data_dir: str | Path | None = None,
    compared_with: str | None = None,
    progress: Progress | None = None,
    executor: MakeExecutor | None = None,
) -> ScoredFile:
    """Score a file into another one, in the same format or another.

    ``source`` and ``destination`` are paths, or ``-`` for the standard streams; ``read`` and
    ``write`` are formats (``csv``, ``xlsx``, ``jsonl``, ``json``, ``parquet``; for output also
    ``csv-tableur``, ``portail`` and ``portail-depot``), by default those of the file extensions.
    ``errors`` is a file for rejected rows only; ``portal`` adds what the declaration portal would
    answer. ``compared_with`` is another version, in which each row is computed too (catalogue.md
    3.5). ``jobs`` processes share the work. Rows are written in the order of the source, and memory
    use does not depend on its size, except for spreadsheets, which are read whole.

    The destination only appears once complete. If interrupted, completed rows remain beside it in a
    ``.part`` file, from which ``resume`` continues. Raises ``UnusableInput`` for what cannot be
    read or written, ``InvalidData`` for a version, ``ValueError`` for an option.

    >>> from tempfile import TemporaryDirectory
    >>> lines = ["mass,product,materials.1.id,materials.1.share", "0.17,tshirt,ei-coton,1"]
    >>> with TemporaryDirectory() as folder:
    ...     source = Path(folder, "garments.csv")
    ...     _ = source.write_text("\\n".join(lines))
    ...     scored = score_file(source, Path(folder, "scores.jsonl"))
    >>> scored.refused, round(scored.summary["scores"]["mean"], 2)
    (0, 1776.91)
    """
    with ExitStack() as opened:
        stream, path = _source(source, opened)
        before = _state(stream, path)
        _refuse_same(path, destination, errors)
        rows = open_rows(stream, read or forms.form_of_name(str(source)), sector=sector_of(sector))
        form = write or forms.form_of_name(str(destination)) or _text_form(rows.form)
        if compared_with is not None and form in (forms.PORTAL_RESULT, forms.PORTAL_FILE):
            raise UnusableInput(
                "Le résultat du portail n'a pas de place pour une comparaison de versions."
            )
        task = Task(
            layout=rows.layout,
            form=form,
            separator=rows.separator,
            errors_form=None if errors is None else _errors_form(errors, form),
            sector=sector,
            version=version,
            level=level,
            detail=detail,
            strict=strict,
            portal=portal or form == forms.PORTAL_FILE,
            link_root=link_root,
            data_dir=None if data_dir is None else str(data_dir),
            compared_with=compared_with,
        )
        # Validate options before writing anything.
        worker = Worker(task)
        files = _Files(task, destination, errors, resume=resume)
        try:
            done = files.resumed(worker)
            every = _whole(rows)
            _skip(every, done, worker)
            tally = Tally()
            read_rows = done.rows
            runner = (executor or _executor)(task, jobs)
            with closing(runner.run(parts_of(every, done.rows))) as parts:
                for part in parts:
                    files.write(part)
                    tally.add(part.tally)
                    read_rows += part.rows
                    if progress is not None:
                        progress(read_rows, None if path is None else stream.tell())
            _refuse_changed(stream, path, before)
            files.finish()
        except OSError as error:
            files.abandon()
            raise UnusableInput(_writing_failed(error, files)) from None
        except BaseException:
            files.abandon()
            raise
    return ScoredFile(
        summary=tally.summary(),
        notes=rows.notes,
        resumed=done.rows,
        resumed_refused=done.refused,
    )


class _Files:
    """The result file and the file of rejected rows, kept in sync."""

    def __init__(
        self,
        task: Task,
        destination: str | Path,
        errors: str | Path | None,
        *,
        resume: bool,
    ) -> None:
        if resume and (str(destination) == STANDARD or task.form not in RESUMABLE):
            raise UnusableInput(
                "--resume reprend un fichier CSV ou JSON lines, ou le résultat du portail : les "
                "autres formats se refont en entier."
            )
        self._task = task
        self._resume = resume
        self.outputs: list[Output] = []
        self._errors: Output | None = None
        self._written = 0
        try:
            self.main = self._stream(destination)
            if errors is not None:
                self._stream(errors)
                self._errors = self.outputs[-1]
        except BaseException:
            self.abandon()
            raise
        self._sinks: list[Sink] = []

    @property
    def keeps_part(self) -> bool:
        """Whether the partial output is worth keeping."""
        return self._task.form in RESUMABLE and self._written > 0

    def resumed(self, worker: Worker) -> Done:
        """Find the rows already done, and open the outputs for the others."""
        done = Done()
        output = self.outputs[0] if self.outputs else None
        if self._resume and output is not None:
            done = output.done(self._shape(self._task.form), worker.renderer.head())
            self._written = done.rows
            if self._errors is not None and self._task.errors_form is not None:
                head = renderer_for(self._task, self._task.errors_form).head()
                kept = self._errors.done(
                    self._shape(self._task.errors_form), head, limit=done.refused
                )
                if kept.rows < done.refused:
                    raise UnusableInput(
                        "Le fichier des erreurs ne va pas avec le résultat : relancez sans "
                        "--resume."
                    )
        resumed = done.rows > 0
        self._sinks.append(self._sink(self.main, self._task.form, resumed=resumed))
        if self._errors is not None and self._task.errors_form is not None:
            self._sinks.append(
                self._sink(self._errors.stream, self._task.errors_form, resumed=resumed)
            )
        return done

    def write(self, part: Any) -> None:
        """Write a part; rejected rows first, so that none is missing if interrupted in between."""
        if self._errors is not None:
            self._sinks[1].write(part.errors, part.refused)
            self._errors.stream.flush()
        self._sinks[0].write(part.rendered, part.rows)
        self.main.flush()
        self._written += part.rows

    def finish(self) -> None:
        """Finish the files and give them their final names."""
        for sink in self._sinks:
            sink.close()
        self.main.flush()
        for output in reversed(self.outputs):
            output.finish()

    def abandon(self) -> None:
        """Stop without leaving a file under a final name."""
        for output in self.outputs:
            output.abandon(keep=self.keeps_part)

    def _stream(self, where: str | Path) -> BinaryIO:
        if str(where) == STANDARD:
            return sys.stdout.buffer
        output = Output(Path(where), resume=self._resume)
        self.outputs.append(output)
        return output.stream

    def _shape(self, form: str) -> Shape:
        layout = self._task.layout
        if form == forms.PORTAL_RESULT:
            return Shape(form)
        separator = ";" if form == forms.SPREADSHEET_CSV else self._task.separator
        given = JSON_HEADER if layout is None else layout.header
        return Shape(form, separator, len(given))

    def _sink(self, stream: BinaryIO, form: str, *, resumed: bool) -> Sink:
        task = self._task
        return sink_of(
            form,
            stream,
            renderer_for(task, form),
            sector=sector_of(task.sector),
            detail=task.detail,
            level=task.level,
            has_pef=task.has_pef,
            compared=task.compared_with,
            resumed=resumed,
        )


def _executor(task: Task, jobs: int) -> Executor:
    return Here(task) if jobs == 1 else Processes(task, jobs)


def _source(source: str | Path, opened: ExitStack) -> tuple[BinaryIO, Path | None]:
    if str(source) == STANDARD:
        return sys.stdin.buffer, None
    path = Path(source)
    try:
        return opened.enter_context(path.open("rb")), path
    except OSError as error:
        raise UnusableInput(f"Impossible de lire {path} : {error.strerror or error}.") from None


def _state(stream: BinaryIO, path: Path | None) -> tuple[int, int] | None:
    """What changes when a file is modified."""
    if path is None:
        return None
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _refuse_changed(stream: BinaryIO, path: Path | None, before: tuple[int, int] | None) -> None:
    if _state(stream, path) != before:
        raise UnusableInput(
            f"{path} a changé pendant la lecture : relancez quand il ne change plus."
        )


def _refuse_same(path: Path | None, destination: str | Path, errors: str | Path | None) -> None:
    names = [Path(one) for one in (destination, errors) if one is not None and str(one) != STANDARD]
    everything = [*names, *([] if path is None else [path])]
    if len({one.resolve() for one in everything}) < len(everything):
        raise UnusableInput(
            "Le fichier lu et les fichiers écrits doivent avoir des noms différents."
        )


def _whole(rows: Rows) -> Iterator[Row]:
    """The rows. Raises ``UnusableInput`` if the file turns out to be truncated."""
    for row in rows:
        if rows.cut is not None:
            raise UnusableInput(
                f"Le fichier s'arrête au milieu de la ligne {rows.cut} : il est incomplet. Aucun "
                "résultat n'est donné sous le nom demandé."
            )
        yield row


def _skip(rows: Iterator[Row], done: Done, worker: Worker) -> None:
    """Skip the rows already scored. Raises ``UnusableInput`` if they were of another file."""
    last = None
    for number in range(done.rows):
        last = next(rows, None)
        if last is None:
            raise UnusableInput(
                f"Le fichier lu n'a que {number} lignes, le résultat commencé en a {done.rows}."
            )
    if last is not None and worker.score(done.rows - 1, [last]).rendered != done.last:
        raise UnusableInput(
            "Le résultat commencé vient d'un autre fichier ou d'autres options : relancez sans "
            "--resume."
        )


def _text_form(form: str) -> str:
    """The format for standard output, which has no file extension."""
    return form if form in (forms.CSV, forms.JSON_LINES, forms.JSON) else forms.JSON_LINES


def _errors_form(errors: str | Path, form: str) -> str:
    named = forms.form_of_name(str(errors)) or forms.CSV
    # Rows of a spreadsheet are numbered before it is known which of them are rejected.
    if named not in (forms.CSV, forms.JSON_LINES):
        raise UnusableInput(
            "Le fichier des erreurs s'écrit en CSV ou en JSON lines (.csv, .jsonl)."
        )
    return form if named == forms.CSV and form == forms.SPREADSHEET_CSV else named


def _writing_failed(error: OSError, files: _Files) -> str:
    said = f"L'écriture a échoué ({error.strerror or error})."
    if files.keeps_part and files.outputs:
        return f"{said} Ce qui est fait reste dans {files.outputs[0].part} : --resume le reprendra."
    return f"{said} Aucun résultat n'est donné sous le nom demandé."
