// The calculation of a card, requested when it is opened, and again after each change.
import { hold } from "./placing.js";
import { announce, sentence } from "./texts.js";

const OPEN = "details.explain[open]";

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.explain")) explain(event.target);
}, true);

/** Remember what is open before re-rendering; returns a function that reopens it. */
export function holdExplanations() {
  const open = [...document.querySelectorAll(OPEN)].map(holderOf);
  return () => {
    for (const held of open) {
      const holder = document.getElementById(held.id);
      if (!holder || holder === held) continue;
      // Keep the old content until the new response: an empty card would make the page jump.
      holder.replaceChildren(...held.childNodes);
      holder.closest("details").open = true;
    }
  };
}

export function explainAgain() {
  document.querySelectorAll(OPEN).forEach(explain);
}

const holderOf = (details) => details.querySelector("[data-explains]");

function explain(details) {
  if (details.open) holderOf(details).dispatchEvent(new Event("explain"));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("[data-explains]")) return;
  event.detail.shouldSwap = event.detail.xhr.status === 200;
  if (event.detail.shouldSwap) document.addEventListener("htmx:afterSettle", hold(), { once: true });
});

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (!event.target.matches("[data-explains]")) return;
    announce(event.target, "error", sentence("no-explanation"));
  });
}
