// The panel to save, share and download the simulation on the page.
//
// It follows the element #simulation, which is part of each new result.
import "./copy.js";
import { isCurrent } from "./freshness.js";
import { showOpened } from "./opened.js";
import { entry, keep } from "./past.js";
import { attempt, savedList } from "./saved-list.js";
import * as store from "./store.js";
import { announce, sentence } from "./texts.js";

const name = document.getElementById("save-name");
const button = document.getElementById("save-button");
const reason = document.getElementById("save-reason");
const update = document.getElementById("update-button");
const messages = document.getElementById("saved-messages");

let current = read();
// The saved simulation on the page, or the one that the current product was made from.
let opened = null;
// The list item that was clicked: the URL does not distinguish two simulations with the same
// content.
let chosen = null;
let edited = false;
let settled = false;

const isShown = (item) => store.sameSimulation(item, current);
const saved = savedList({ active, onChange: show, onMoved: move });

function read() {
  const simulation = document.getElementById("simulation");
  if (!simulation) return null;
  return { ...simulation.dataset, query: JSON.parse(simulation.dataset.query) };
}

/** Update the panel for a new simulation, if any. */
function follow() {
  settled = true;
  const next = read();
  if (next !== null) {
    if (current === null || !store.sameQuery(next.query, current.query)) forget();
    current = next;
    document.getElementById("shared-address").value = current.address;
    showCommand();
    document.getElementById("shared-json").textContent = JSON.stringify(current.query, null, 2);
    document.getElementById("shared-query").value = JSON.stringify(current.query);
  }
  saved.show();
}

/** As the server writes it: apostrophes are JSON escapes, which no shell reads. */
function showCommand() {
  const command = document.getElementById("shared-command");
  const body = document.getElementById("simulation").dataset.query.replaceAll("'", "\\u0027");
  command.textContent = `${command.dataset.call}-d '${body}'`;
}

/** The page shows another simulation: forget the typed name and the last message. */
function forget() {
  edited = false;
  hush();
}

/** Remove the message of a successful action; the list shows its own errors. */
function hush() {
  if (messages.querySelector(".notice.success")) messages.replaceChildren();
}

/** Note which saved simulation was opened, by its id. */
function active(items) {
  if (current === null) return null;
  const kept = items.find((item) => item.id === entry()?.opened);
  const same = items.filter(isShown);
  const pressed = same.find((item) => item.id === chosen);
  if (pressed) chosen = null;
  opened = pressed ?? same.find((item) => item === kept) ?? same[0] ?? kept ?? null;
  // For a history entry, the id is known before the simulation is loaded.
  if ((settled || isCurrent()) && opened?.id !== entry()?.opened) keep({ opened: opened?.id ?? null });
  return opened?.id ?? null;
}

/** A simulation was renamed, or a copy of it is to be edited instead. */
function move(from, to) {
  if (entry()?.opened === from) keep({ opened: to });
}

function show(items) {
  if (current === null) return;
  const changed = opened !== null && !isShown(opened);
  // For an unreadable link there is no simulation.
  showOpened(document.getElementById("simulator-form") ? opened : null, changed);
  document.getElementById("save-opened").hidden = !changed;
  if (changed) {
    document.getElementById("opened-changed").textContent = sentence("opened-changed", opened);
    update.textContent = sentence("update", opened);
  }
  if (!edited) {
    const shown = opened && !changed;
    name.value = shown ? opened.name : store.freeName(items, current.sector, current.name);
  }
  check(items);
}

function check(items) {
  const code = store.refusal(items, current.sector, name.value, current);
  button.setAttribute("aria-disabled", String(code !== null));
  reason.textContent = code === null ? "" : sentence(code);
  document.getElementById("shared-name").value = name.value;
}

name.addEventListener("input", () => {
  edited = true;
  hush();
  check(saved.items);
});

document.getElementById("save-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (current === null || button.getAttribute("aria-disabled") === "true" || !isCurrent()) return;
  const { sector, query, version, description } = current;
  const id = `${sector}:${name.value.trim()}`;
  done(() => {
    store.save({ sector, name: name.value, query, version, description });
    keep({ opened: id });
  }, sentence("saved"));
});

update.addEventListener("click", () => {
  if (current === null || opened === null || !isCurrent()) return;
  const text = sentence("updated", opened);
  done(() => store.update(opened.id, current), text);
  name.focus();
});

function done(action, said) {
  const refused = attempt(action);
  edited = false;
  saved.show();
  if (refused) announce(messages, "error", refused);
  else announce(messages, "success", said);
}

// A saved simulation opens in this page, which the dialog would hide.
document.getElementById("saved").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  document.getElementById("dialog-save").close();
  chosen = link.dataset.id;
  if (link.hash === location.hash) saved.show();
});
document.getElementById("dialog-save").addEventListener("close", hush);

document.addEventListener("settled", follow);
