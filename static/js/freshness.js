// Whether the figure shown is that of the form. Nothing may pass for current that is not.
//
// "current": it is. "busy": a change was made, and is being computed. "slow": for so long that a
// person wonders. "stale": the server gave no answer. [data-when] names the states in which an
// element is shown; a button with [data-waits] does its work with a current figure only.
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

/** No answer came; `why` names the sentence that says so. */
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

/** Show the state on the page, and again on what the server has just drawn. */
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

/** To those who do not see the page; that a figure is there is said by its own answer. */
function say(text) {
  document.getElementById("announce").textContent = text ?? "";
}

// Pressed while a figure is computed, such a button does its work once it is there: leaving a field
// for the button is what starts the computation.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-waits]");
  if (!button || state === "current") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = state === "stale" ? "" : button.id;
}, true);

// Whoever goes on typing has something else in mind.
document.addEventListener("input", () => (pressed = ""), true);
