// Preserves the scroll position and the focus across re-rendering.

/**
 * Remember them before re-rendering; returns a function that restores them. `action` names the
 * button that was pressed, if any: what it adds gets the focus.
 */
export function hold(action = "") {
  const active = document.activeElement;
  const tops = anchors(active, action !== "");
  const column = document.querySelector(".results-column")?.scrollTop ?? 0;
  const near = active?.closest("[data-return]")?.dataset.return ?? active?.closest("[id]")?.id;
  const ids = new Set([...controls()].map((control) => control.id));
  return () => {
    const added = action.startsWith("add-") ? [...controls()].filter(({ id }) => !ids.has(id)) : [];
    putBack(tops);
    const results = document.querySelector(".results-column");
    if (results) results.scrollTop = column;
    if (added.length) focusOnNew(added);
    else if (near && document.activeElement === document.body) focusNear(near);
  };
}

const controls = () => document.querySelectorAll('#simulator-form input[type="text"][id]');

/** Elements that may keep their position on the screen, best first, with that position. */
function anchors(active, pressed) {
  const found = [];
  let part = active && inView(active) ? active : firstInView();
  if (pressed) part = part?.closest('section[id], details.fold, [id^="stage-"]') ?? part;
  for (; part && part !== document.body; part = part.parentElement) {
    if (part.id) found.push([part.id, part.getBoundingClientRect().top]);
  }
  return found;
}

function inView(part) {
  if (!part.closest("#simulator")) return false;
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function firstInView() {
  // The results column is sticky, so its position says nothing about the form.
  return [...document.querySelectorAll("#simulator [id]")].find(
    (part) =>
      !part.closest(".results-column") &&
      part.getClientRects().length > 0 &&
      part.checkVisibility() &&
      part.getBoundingClientRect().top >= 0,
  );
}

function putBack(tops) {
  for (const [id, before] of tops) {
    const part = document.getElementById(id);
    if (!part?.getClientRects().length) continue;
    scrollBy({ top: part.getBoundingClientRect().top - before, behavior: "instant" });
    return;
  }
}

/** The last line is the new one; if the list was replaced by the user's own, all lines are new. */
function focusOnNew(added) {
  const lines = added.map((control) => control.closest(".line")).filter(Boolean);
  const line = lines.at(-1) ?? added[0].closest(".stage-component");
  const control = added.find((one) => line?.contains(one) && one.getClientRects().length) ?? added[0];
  control.focus({ preventScroll: true });
  control.select();
  (line ?? control).scrollIntoView({ block: "nearest", behavior: "instant" });
}

// If a button disappears with its section, the focus would be lost.
function focusNear(id) {
  const near = document.getElementById(id) ?? document.getElementById("required") ?? document.getElementById("stage-material");
  near?.focus({ preventScroll: true });
  if (document.activeElement !== document.body) return;
  near?.querySelector("button:enabled, a[href]")?.focus({ preventScroll: true });
}
