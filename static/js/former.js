// A form with an error has no figure. The last one stays visible, clearly marked as outdated, so
// that the column does not flicker while typing.
const SHOWN = ".score-card, .result-tabs";

/** Remember the results; returns a function that puts them below the error that replaced them. */
export function holdResults() {
  const before = document.getElementById("results");
  return () => {
    const place = document.querySelector("#results .former");
    if (!place || !before) return;
    const known = before.querySelector(".former");
    const parts = known ? [...known.querySelectorAll(SHOWN)] : copies(before);
    if (!parts.length) return;
    place.append(...parts);
    place.inert = true;
    place.hidden = false;
  };
}

/** Copies without ids and without the attributes of freshness.js. */
function copies(results) {
  return [...results.querySelectorAll(SHOWN)].map((part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("[data-when], .tabs").forEach((one) => one.remove());
    for (const one of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["id", "aria-labelledby", "aria-controls", "role"]) one.removeAttribute(name);
    }
    return copy;
  });
}
