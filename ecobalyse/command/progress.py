"""Progress on a file: a bar on a terminal, plain counts elsewhere."""

import importlib
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_ROWS_BETWEEN_LINES: Final = 100_000


class Progress:
    """Reports progress on standard error; a context manager."""

    def __init__(self, source: str, *, quiet: bool) -> None:
        self._quiet = quiet
        self._told = 0
        self._rows = 0
        self._bar = None if quiet or not sys.stderr.isatty() else _bar(source)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, rows: int, behind: int | None) -> None:
        """Report how many rows are done, and how many bytes of the file were read."""
        self._rows = rows
        if self._bar is not None:
            self._bar.set_postfix_str(f"{rows} lignes", refresh=False)
            if behind is not None:
                self._bar.update(behind - self._bar.n)
            else:
                self._bar.refresh()
        elif not self._quiet and rows - self._told >= _ROWS_BETWEEN_LINES:
            self._told = rows
            print(f"{rows} lignes…", file=sys.stderr, flush=True)


def _bar(source: str) -> Any:
    """A tqdm progress bar, if tqdm is installed."""
    try:
        tqdm = importlib.import_module("tqdm").tqdm
    except ImportError:
        return None
    # Disable tqdm's monitor thread, which we have no use for.
    tqdm.monitor_interval = 0
    path = Path(source)
    size = path.stat().st_size if path.is_file() else None
    return tqdm(
        total=size, unit="o", unit_scale=True, file=sys.stderr, leave=False, dynamic_ncols=True
    )
