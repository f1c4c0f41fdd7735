// While the form has an error there is no figure. The last one stays in sight, plainly marked as such,
// so that the column does not come and go with each letter typed.
const SHOWN = ".score-card, .result-tabs";

/** Remember the results shown; the function given puts them below the error that took their place. */
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

/** Copies without what would be found in their name: identifiers, and what tells of freshness. */
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
