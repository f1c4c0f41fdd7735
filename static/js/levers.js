// The effect of the last change, next to the score, and the cost of defaults, next to their fields.
import { sentence } from "./texts.js";

let last = read();

/** The score shown, with all its digits, and what it belongs to; null if there is none. */
function read() {
  const score = document.getElementById("score");
  const value = Number((score?.title || "x").replace(",", "."));
  if (Number.isNaN(value)) return null;
  const of = document.getElementById("score-title").textContent;
  const unit = document.querySelector(".score-unit")?.textContent ?? "";
  return { value, of, unit };
}

document.addEventListener("settled", () => {
  const now = read();
  if (now && last && now.of === last.of && now.value !== last.value) show(now.value - last.value, now);
  if (now) last = now;
  showStakes();
});

function show(change, { value, unit }) {
  const digits = Math.abs(value) >= 100 && Math.abs(change) >= 1 ? 0 : 2;
  const format = { signDisplay: "always", minimumFractionDigits: digits, maximumFractionDigits: digits };
  const amount = new Intl.NumberFormat(document.documentElement.lang, format).format(change).replace("-", "−");
  const said = document.createElement("p");
  said.className = "score-change number";
  said.id = "score-change";
  said.textContent = sentence("score-change", { points: `${amount} ${unit}` });
  document.querySelector(".score-card .score").after(said);
}

// The fragment holds the simulation, so the link opens the panel without navigating.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-reduces]")) return;
  event.preventDefault();
  const panel = document.getElementById("reduce");
  panel.open = true;
  panel.querySelector("summary").focus({ preventScroll: true });
  const section = panel.closest("section");
  const column = section.closest(".results-column");
  const apart = getComputedStyle(column).overflowY === "auto";
  if (apart) column.scrollTop += section.getBoundingClientRect().top - column.getBoundingClientRect().top;
  else section.scrollIntoView({ block: "start" });
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "explain-levers") showStakes();
});

/** Show the cost of each default from the open panel; the form may have been re-rendered since. */
function showStakes() {
  document.querySelectorAll("#simulator-form .stake").forEach((told) => told.remove());
  for (const cost of document.querySelectorAll("details[open] [data-stake]")) {
    const field = document.getElementById(`field-${cost.dataset.stake}`)?.closest(".field");
    if (!field) continue;
    const told = document.createElement("p");
    told.className = "hint stake";
    told.textContent = cost.dataset.text;
    field.append(told);
  }
}
