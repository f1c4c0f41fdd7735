// The comparison page: the chosen simulations are posted, and the server returns charts and tables.
import "./chart-files.js";
import { attempt, savedList } from "./saved-list.js";
import * as store from "./store.js";
import { open } from "./tabs.js";
import { announce, sentence } from "./texts.js";

const form = document.getElementById("comparison");
const charts = document.getElementById("charts");
const messages = document.getElementById("comparison-messages");
const maximum = Number(form.dataset.maximum);
const nothing = charts.innerHTML;
const baseline = document.getElementById("baseline");
// Stores the baseline and the open view, next to what js/store.js stores.
const KEY = "comparison";

let shown = "";
let asked = 0;

const saved = savedList({ onChange: update });

document.getElementById("saved").addEventListener("change", (event) => {
  if (!event.target.matches('[data-part="choice"]')) return;
  const ids = chosenIds();
  if (ids.length > maximum) {
    event.target.checked = false;
    announce(messages, "warning", sentence("too-many", { maximum }));
    return;
  }
  choose(ids);
});

for (const button of document.querySelectorAll("[data-choose]")) {
  button.addEventListener("click", () => {
    const all = button.dataset.choose === "all" ? saved.items : [];
    choose(all.slice(0, maximum).map((item) => item.id));
    saved.show();
    if (all.length > maximum) announce(messages, "warning", sentence("too-many", { maximum }));
  });
}

baseline.addEventListener("change", () => {
  keep({ baseline: baseline.selectedOptions[0].dataset.id });
  shown = form.elements.simulations.value;
  draw();
});

charts.addEventListener("click", keepView);
charts.addEventListener("keyup", keepView);

function keepView(event) {
  const tab = event.target.closest?.('[role="tab"]');
  if (tab) keep({ view: tab.id });
}

/** The choices of this page stored in this browser; failing to store them needs no message. */
function choices() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found !== null && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...choices(), ...choice }));
  } catch {
    // The choice lasts until the page is left.
  }
}

/** Options for the baseline: the simulations compared; selects the stored one, else the first. */
function offer(compared) {
  const wanted = baseline.selectedOptions[0]?.dataset.id ?? choices().baseline;
  baseline.replaceChildren(
    ...compared.map((item, position) => {
      const option = new Option(item.name, position, false, item.id === wanted);
      option.dataset.id = item.id;
      return option;
    }),
  );
  document.getElementById("baseline-choice").hidden = compared.length < 2;
}

function chosenIds() {
  return [...document.querySelectorAll('[data-part="choice"]:checked')].map((box) => box.value);
}

function choose(ids) {
  messages.replaceChildren();
  const refused = attempt(() => store.compare(ids));
  const chosen = new Set(ids);
  for (const item of saved.items) item.compared = chosen.has(item.id);
  update(saved.items);
  if (refused) announce(messages, "warning", refused);
}

function update(items) {
  document.getElementById("choosing").hidden = items.length === 0;
  const compared = items.filter((item) => item.compared).slice(0, maximum);
  document.getElementById("chosen").textContent = sentence("chosen", {
    number: compared.length,
    maximum,
  });
  document.getElementById("saved-hint").hidden = items.length > 0;
  form.hidden = compared.length === 0;
  const simulations = compared.map(({ name, sector, version, query }) => ({
    name,
    sector,
    version,
    query,
  }));
  const text = JSON.stringify(simulations);
  form.elements.simulations.value = text;
  const before = baseline.value;
  offer(compared);
  if (compared.length === 0) tellNothing(items);
  if (text === shown && baseline.value === before) return;
  shown = text;
  if (compared.length === 0) {
    asked += 1;
    charts.innerHTML = nothing;
    tellNothing(items);
  } else {
    draw();
  }
}

/** What to do when nothing is compared: choose some of the simulations, or first save one. */
function tellNothing(items) {
  for (const told of charts.querySelectorAll("[data-when]")) {
    told.hidden = (told.dataset.when === "none") !== (items.length === 0);
  }
}

async function draw() {
  asked += 1;
  const mine = asked;
  charts.setAttribute("aria-busy", "true");
  let html = null;
  let fault = "network-failure";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    // An error page is not a fragment of this page.
    if (answer.ok || answer.status === 400) html = await answer.text();
    else if (answer.status === 429) fault = "busy";
  } catch {
    // The error is shown below.
  }
  if (mine !== asked) return;
  charts.removeAttribute("aria-busy");
  if (html === null || html.includes("<html")) {
    shown = "";
    announce(messages, "error", sentence(fault));
    return;
  }
  charts.innerHTML = html;
  const again = document.getElementById(choices().view ?? "");
  if (again?.matches('[role="tab"]')) open(again);
}
