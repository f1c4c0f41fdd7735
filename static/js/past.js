// Undo and redo: each change is an entry of the browser's history, which holds what the form held.
//
// The state of an entry is {form, place, opened}: the form's contents, the entry's place among those
// of this page, and the saved simulation it comes from. No browser sends it to a server.

let place = -1;
let last = -1;
// The field whose typing the entry holds: one entry a field, not one a letter.
let typed = "";

/** The state of the entry shown, or null when it is not one of ours. */
export const entry = () => (typeof history.state?.form === "string" ? history.state : null);

/** Call back with the state of an entry that back, forward, undo or redo came to. */
export function onTravel(callback) {
  addEventListener("popstate", () => {
    typed = "";
    if (!entry()) return;
    ({ place } = entry());
    callback(entry());
  });
}

/** At the start of a page that comes back to an entry. */
export function resume() {
  ({ place } = entry());
  last = Math.max(last, place);
}

/**
 * Keep what an answer has shown. `shows` is true where it is what the entry already stands for;
 * `field` names the field that was typed into, and `fragment` is empty when there is no figure.
 */
export function record(form, fragment, { field = "", shows = false } = {}) {
  const address = fragment ? `#${fragment}` : location.href;
  const known = entry();
  const goesOn = field !== "" && field === typed;
  typed = field !== "" && keyOf(document.activeElement) === field ? field : "";
  if (known && (shows || goesOn || known.form === form)) {
    history.replaceState({ ...known, form }, "", address);
    return;
  }
  place += 1;
  last = place;
  const state = { form, place, opened: known?.opened ?? null };
  if (known) history.pushState(state, "", address);
  else history.replaceState(state, "", address);
}

/** Add to the state of the entry. */
export function keep(values) {
  if (entry()) history.replaceState({ ...entry(), ...values }, "");
}

/** What tells a field: its name, or for a slider the number that it moves. */
export function keyOf(control) {
  return control?.name || control?.dataset?.number?.replace("field-", "") || "";
}

export function showSteps() {
  mark("undo", place > 0);
  mark("redo", place < last);
}

function mark(id, possible) {
  document.getElementById(id)?.setAttribute("aria-disabled", String(!possible));
}

function step(id) {
  const button = document.getElementById(id);
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (id === "undo") history.back();
  else history.forward();
}

// What is undone stays under the eyes: the browser would go to where the page stood at that step. It
// does so for who comes back from another page.
addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
addEventListener("pagehide", () => (history.scrollRestoration = "auto"));

document.addEventListener("focusout", () => (typed = ""));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#undo, #redo, [data-step='undo']");
  if (button) step(button.dataset.step ?? button.id);
});

// As in other programs; in a text the browser's own undo takes back what was typed.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.matches?.('input[type="text"], input[type="search"], textarea')) return;
  if (document.querySelector("dialog:modal")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  step(key === "y" || event.shiftKey ? "redo" : "undo");
});
