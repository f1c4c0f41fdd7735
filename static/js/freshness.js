// Whether the figure shown is that of the current form: an outdated one must never look current.
//
// "current": it is. "busy": a change is being computed. "slow": it takes long enough to be noticed.
// "stale": the server did not respond. [data-when] lists the states in which an element is shown; a
// button with [data-waits] only works with a current figure.
import { sentence } from "./texts.js";

const SLOW_MILLISECONDS = 1000;

let state = "current";
let reason = "";
let timer = 0;
let pressed = "";

export const isCurrent = () => state === "current";

export function current() {
  become("current");
  const waiting = pressed;
  pressed = "";
  if (waiting) document.getElementById(waiting)?.click();
}

export function busy() {
  if (state === "busy" || state === "slow") return;
  become("busy");
  timer = setTimeout(() => become("slow"), SLOW_MILLISECONDS);
}

/** There was no response; `why` names the sentence that explains it. */
export function stale(why) {
  pressed = "";
  become("stale", sentence(why));
}

function become(next, why = "") {
  clearTimeout(timer);
  state = next;
  reason = why;
  showFreshness();
}

/** Show the state on the page, and again on re-rendered fragments. */
export function showFreshness() {
  if (state === "slow") say(document.querySelector("#results .computing")?.textContent);
  document.body.dataset.figure = state;
  for (const place of document.querySelectorAll("[data-stale-reason]")) place.textContent = reason;
  for (const part of document.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
  for (const button of document.querySelectorAll("[data-waits]")) {
    if (state === "current") button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
  }
  const computing = state === "busy" || state === "slow";
  document.getElementById("results")?.setAttribute("aria-busy", String(computing));
}

/** Announce the state to screen readers; a new figure is announced by its own response. */
function say(text) {
  document.getElementById("announce").textContent = text ?? "";
}

// Such a button, if pressed while a figure is computed, works once it is there: leaving a field to
// press the button is what starts the computation.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-waits]");
  if (!button || state === "current") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = state === "stale" ? "" : button.id;
}, true);

// Typing again cancels the pressed button.
document.addEventListener("input", () => (pressed = ""), true);
