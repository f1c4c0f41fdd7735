"""``make bench-pages``: from the key to the painted update of the textile simulator, in Chromium.

Two kinds of keys: a digit in the field of the mass, after which the page waits for the next one,
and an arrow in a list, whose choice is sent at once. Printed, never asserted: what the browser
takes belongs to the machine. ``CHROMIUM`` is the browser's path.
"""

import argparse
import contextlib
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.machine import Watch, processor_name
from benchmarks.subjects import Instance
from benchmarks.tables import number, publish, table
from tests.browser.chromium import FLAGS, MEASURED

_PATIENCE_MILLISECONDS = 30_000
# The times of one key, in ms from it: the request sent, its answer complete, the figure in the
# document, and the end of the frame that shows it. The key's own time is that of its event.
_WATCH = """
() => {
  let key = 0;
  let tell = null;
  window.nextKey = () => {
    window.keyTimes = new Promise((resolve, reject) => {
      tell = resolve;
      setTimeout(() => reject(new Error("no update within 30 s")), 30_000);
    });
  };
  addEventListener("keydown", (event) => { key = event.timeStamp; }, true);
  const settled = () => {
    const changed = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const sent = performance.getEntriesByType("resource")
          .filter((entry) => entry.name.endsWith("fragment/") && entry.startTime >= key).at(-1);
        if (!sent) return;
        tell({
          sent: sent.startTime - key,
          answered: sent.responseEnd - key,
          changed: changed - key,
          painted: performance.now() - key,
          bytes: sent.transferSize,
        });
      };
      channel.port2.postMessage(null);
    });
  };
  document.addEventListener("settled", settled);
}
"""


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one key in ms, each from the key: see ``_WATCH``; and the answer's bytes."""

    sent: float
    answered: float
    changed: float
    painted: float
    bytes: int


Press = Callable[[Page, int], None]


def type_a_mass(page: Page, turn: int) -> None:
    """Type one digit, which makes another mass."""
    field = page.get_by_label("Masse du produit fini")
    field.evaluate("(field, value) => { field.value = value; field.focus(); }", f"0,{1 + turn}")
    page.evaluate("window.nextKey()")
    page.keyboard.press("5")


def choose_a_country(page: Page, turn: int) -> None:
    """Choose the next country with an arrow key, or the one before."""
    page.locator("#field-countryMaking").focus()
    page.evaluate("window.nextKey()")
    page.keyboard.press("ArrowDown" if turn % 2 == 0 else "ArrowUp")


KEYS: tuple[tuple[str, Press], ...] = (
    ("un chiffre de la masse", type_a_mass),
    ("un pays choisi dans la liste", choose_a_country),
)


def measure(
    browser: Browser, address: str, keys: int, kinds: Sequence[tuple[str, Press]] = KEYS
) -> dict[str, list[Times]]:
    """Press keys on the page of a server, one after the answer to the last."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    try:
        return {title: _press(context.new_page(), address, keys, press) for title, press in kinds}
    finally:
        context.close()


def _press(page: Page, address: str, keys: int, press: Press) -> list[Times]:
    page.goto(f"{address}textile/")
    page.locator("#score").wait_for()
    page.evaluate(_WATCH)
    found = []
    # The first one compiles the page's scripts.
    for turn in range(keys + 1):
        press(page, turn)
        times: Any = page.evaluate("window.keyTimes")
        found.append(Times(**times))
    page.close()
    return found[1:]


def shown(found: dict[str, list[Times]]) -> str:
    """Return a Markdown table of the medians, and of the 95th percentile of the whole."""
    head = (
        "touche",
        "avant l'envoi",
        "réponse",
        "page changée",
        "dessinée : médiane",
        "95e centile",
        "octets",
    )
    rows = []
    for title, times in found.items():
        painted = sorted(one.painted for one in times)
        late = painted[min(len(painted) - 1, int(0.95 * len(painted)))]
        rows.append(
            (
                f"{title}, {len(times)} fois",
                f"{_median(one.sent for one in times)} ms",
                f"{_median(one.answered - one.sent for one in times)} ms",
                f"{_median(one.changed - one.answered for one in times)} ms",
                f"{_median(painted)} ms",
                f"{number(late)} ms",
                _median(one.bytes for one in times),
            )
        )
    return table(head, rows)


def _median(values: Any) -> str:
    return number(statistics.median(values))


def main() -> None:
    """Measure a server of this copy, or the one whose address is given, and print the table."""
    parser = argparse.ArgumentParser(prog="make bench-pages", description=__doc__)
    parser.add_argument("--keys", type=int, default=30, help="of each kind")
    parser.add_argument("--address", default="", help="of a running server, such as http://…:8000/")
    parser.add_argument("--readme", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args()
    if not MEASURED.exists():
        raise SystemExit(f"Chromium n'est pas installé ({MEASURED}) ; CHROMIUM donne son chemin.")
    watch = Watch()
    with contextlib.ExitStack() as stack:
        address = options.address
        if not address:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            address = f"http://localhost:{stack.enter_context(Instance(data)).port}/"
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(MEASURED), args=list(FLAGS))
        stack.callback(browser.close)
        found = measure(browser, address, options.keys)
    text = f"{shown(found)}\n\n{processor_name()} : {watch.surroundings()}."
    print(text)
    if options.readme:
        publish("make bench-pages", text)


if __name__ == "__main__":
    main()
