// The panel that saves, shares and downloads the simulation of a simulator's page.
//
// It follows the element #simulation, which each new result of the server brings.
import "./copy.js";
import { attempt, savedList } from "./saved-list.js";
import * as store from "./store.js";
import { announce, sentence } from "./texts.js";

const name = document.getElementById("save-name");
const button = document.getElementById("save-button");
const reason = document.getElementById("save-reason");
const messages = document.getElementById("saved-messages");

let current = read();
let edited = false;

const saved = savedList({
  isActive: (item) => current !== null && store.sameQuery(item.query, current.query),
  onChange: propose,
});

function read() {
  const simulation = document.getElementById("simulation");
  if (!simulation) return null;
  return { ...simulation.dataset, query: JSON.parse(simulation.dataset.query) };
}

/** Show the new simulation, where there is one. */
function follow() {
  const next = read();
  if (next === null) return;
  const same = current !== null && store.sameQuery(next.query, current.query);
  current = next;
  document.getElementById("shared-address").value = current.address;
  document.getElementById("shared-command").textContent = current.command;
  document.getElementById("shared-json").textContent = JSON.stringify(current.query, null, 2);
  document.getElementById("shared-query").value = JSON.stringify(current.query);
  if (same) return;
  edited = false;
  saved.show();
}

/** Propose a name, and say whether the simulation can be saved under it. */
function propose(items) {
  if (current === null) return;
  if (!edited) {
    const known = items.find((item) => store.sameQuery(item.query, current.query));
    name.value = known?.name ?? current.name;
  }
  check(items);
}

function check(items) {
  const code = store.refusal(items, current.sector, name.value, current.query);
  button.disabled = code !== null;
  reason.textContent = code === null ? "" : sentence(code);
  document.getElementById("shared-name").value = name.value;
}

name.addEventListener("input", () => {
  edited = true;
  check(saved.items);
});

document.getElementById("save-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (current === null || button.disabled) return;
  const { sector, query, version, description } = current;
  const refused = attempt(() => {
    store.save({ sector, name: name.value, query, version, description });
  });
  edited = false;
  saved.show();
  if (refused) announce(messages, "error", refused);
  else announce(messages, "success", sentence("saved"));
});

// A saved simulation opens in this very page: the dialog would hide it.
document.getElementById("saved").addEventListener("click", (event) => {
  if (event.target.closest("a")) document.getElementById("dialog-save").close();
});

document.addEventListener("settled", follow);
