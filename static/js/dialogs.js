// Dialogs that open and close, and pickers that search a list, with full keyboard support.
//
// [data-open="id"] opens a dialog, [data-close] closes the one it is in; focus returns to the
// opener. In a .picker-dialog, typing filters, arrows move, Enter chooses, Escape closes; a choice
// fires the event "picked" on the opener, with the value in its detail.

import { compare, rank, wordsOf } from "./searching.js";

let opener = null;

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open], [data-close], .picker-dialog [data-value]");
  if (!target) return;
  const dialog = target.closest("dialog");
  if (target.dataset.open) {
    const opened = document.getElementById(target.dataset.open);
    if (!opened) return;
    event.preventDefault();
    opener = target;
    filter(opened, "");
    opened.showModal();
    opened.querySelector('input[type="search"]')?.focus();
    // What the dialog asks for first, but on a touch screen, whose keyboard would hide the rest.
    if (!matchMedia("(pointer: coarse)").matches) opened.querySelector("[data-first]")?.select();
  } else if ("close" in target.dataset) {
    event.preventDefault();
    dialog.close();
  } else if (target.tagName === "BUTTON") {
    const chosen = target.dataset.value;
    const asked = opener;
    dialog.close();
    asked?.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: chosen }));
  }
});

// A click outside a dialog closes it.
document.addEventListener("mousedown", (event) => {
  const dialog = event.target;
  if (!dialog.matches?.("dialog:modal")) return;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  if (x >= left && x <= right && y >= top && y <= bottom) return;
  // Do not let the element under the pointer take the focus that returns to the opener.
  event.preventDefault();
  dialog.close();
});

document.addEventListener("close", (event) => {
  if (event.target.matches?.(".picker-dialog")) opener?.focus();
}, true);

document.addEventListener("input", (event) => {
  const dialog = event.target.closest?.(".picker-dialog");
  if (dialog) filter(dialog, event.target.value);
});

document.addEventListener("keydown", (event) => {
  const dialog = event.target.closest?.(".picker-dialog");
  if (!dialog) return;
  const choices = shown(dialog);
  const place = choices.indexOf(document.activeElement);
  if (event.key === "ArrowDown") choices[Math.min(place + 1, choices.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (choices[place - 1] ?? dialog.querySelector("input")).focus();
  else if (event.key === "Enter" && event.target.type === "search") choices[0]?.click();
  else return;
  event.preventDefault();
});

function shown(dialog) {
  return [...dialog.querySelectorAll("[data-value]")].filter((choice) => !choice.closest("[hidden]"));
}

function filter(dialog, text) {
  const search = dialog.querySelector('input[type="search"]');
  if (!search) return;
  if (search.value !== text) search.value = text;
  const words = wordsOf(text);
  const groups = [...dialog.querySelectorAll("[data-group]")].map((group) => {
    const title = group.querySelector("h3")?.textContent ?? "";
    const ranks = [...group.querySelectorAll("[data-value]")].map((choice) => {
      const line = choice.closest("li");
      // The cost of a unit is next to the name, not part of it.
      const name = choice.querySelector("[data-name]") ?? choice;
      const found = rank(words, name.textContent, title);
      line.hidden = found === null;
      return { part: line, rank: found };
    });
    inOrder(ranks);
    const best = ranks.map((line) => line.rank).filter(Boolean).sort(compare)[0] ?? null;
    group.hidden = best === null;
    return { part: group, rank: best };
  });
  inOrder(groups);
  const count = shown(dialog).length;
  dialog.querySelector("[data-none]").hidden = count > 0;
  const status = dialog.querySelector("[data-count]");
  status.textContent = text ? `${count} ${status.dataset.count}` : "";
}

/** Sort best matches first; without a search, and on ties, keep the order of the page. */
function inOrder(parts) {
  parts.forEach(({ part }, place) => (part.dataset.place ??= String(place)));
  const found = parts.filter((one) => one.rank);
  found.sort((one, other) => compare(one.rank, other.rank) || one.part.dataset.place - other.part.dataset.place);
  parts[0]?.part.parentElement.prepend(...found.map((one) => one.part));
}

/** Reopen as modal the dialogs that the server rendered open for use without scripts. */
export function showModals(root = document) {
  for (const dialog of root.querySelectorAll("dialog[data-modal][open]")) {
    dialog.close();
    dialog.showModal();
  }
}
