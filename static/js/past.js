// Undo and redo: each change is a history entry of the browser, with the content of the form.
//
// The state of an entry is {form, before, place, opened}: the form's content and that of the entry
// before, the entry's position among those of this page, and the saved simulation it comes from.
// Browsers do not send it to servers.

let place = -1;
let last = -1;
// The field being typed in: one entry per field, not per character.
let typed = "";

/** The state of the current entry, or null if it is not ours. */
export const entry = () => (typeof history.state?.form === "string" ? history.state : null);

/** Whether a field was typed back to what it was: the entry is none to undo, or to do again. */
const changesNothing = () => entry() !== null && entry().form === entry().before;

/** Call back with the state of the entry reached by back, forward, undo or redo. */
export function onTravel(callback) {
  addEventListener("popstate", () => {
    typed = "";
    if (!entry()) return;
    ({ place } = entry());
    callback(entry());
  });
}

/** Called when a page starts at an existing entry. */
export function resume() {
  ({ place } = entry());
  last = Math.max(last, place);
}

/**
 * Record what a response shows. `shows` is true if the current entry already stands for it;
 * `field` names the field that was typed into, and `fragment` is empty if there is no figure.
 */
export function record(form, fragment, { field = "", shows = false } = {}) {
  const address = fragment ? `#${fragment}` : location.href;
  const known = entry();
  const goesOn = field !== "" && field === typed;
  typed = field !== "" && keyOf(document.activeElement) === field ? field : "";
  if (known && (shows || goesOn || known.form === form)) {
    history.replaceState({ ...known, form }, "", address);
    if (goesOn) last = changesNothing() ? place - 1 : place;
    return;
  }
  place += 1;
  last = place;
  const state = { form, before: known?.form, place, opened: known?.opened ?? null };
  if (known) history.pushState(state, "", address);
  else history.replaceState(state, "", address);
}

/** Merge into the state of the entry. */
export function keep(values) {
  if (entry()) history.replaceState({ ...entry(), ...values }, "");
}

/** The identity of a field: its name, or for a slider, the number that it moves. */
export function keyOf(control) {
  return control?.name || control?.dataset?.number?.replace("field-", "") || "";
}

export function showSteps() {
  const first = changesNothing() ? 1 : 0;
  mark("undo", place > first);
  mark("redo", place < last);
  // For buttons shown only while there is a change to undo; unlike #undo, the body is never swapped.
  document.body.toggleAttribute("data-changed", place > first);
}

function mark(id, possible) {
  document.getElementById(id)?.setAttribute("aria-disabled", String(!possible));
}

function step(id) {
  const button = document.getElementById(id);
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (id === "undo") history.go(changesNothing() ? -2 : -1);
  else history.forward();
}

// After undo, stay at the same scroll position, whereas the browser would restore that of the
// entry; it still does so when coming back from another page.
addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
addEventListener("pagehide", () => (history.scrollRestoration = "auto"));

document.addEventListener("focusout", () => (typed = ""));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#undo, #redo, [data-step='undo']");
  if (!button) return;
  // The button of a panel goes away with its last change, and its panel is rendered anew.
  if (button.dataset.step) button.closest("details")?.querySelector("summary").focus({ preventScroll: true });
  step(button.dataset.step ?? button.id);
});

// As in other programs; within a text, the browser's own undo applies.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.matches?.('input[type="text"], input[type="search"], textarea')) return;
  if (document.querySelector("dialog:modal")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  step(key === "y" || event.shiftKey ? "redo" : "undo");
});
