// The live part of every simulator: each change is posted, and what comes back is shown.
//
// The form is #simulator-form; the answers replace #results and, out of band, the figures of the
// form, or the whole of #simulator. What the page shows is kept in the address's fragment, which no
// browser sends: requests hold it in their body alone.
import { showModals } from "./dialogs.js";
import { inVersion, readFragment } from "./links.js";
import { open as openTab } from "./tabs.js";
import { announce, sentence } from "./texts.js";

const TYPING_MILLISECONDS = 250;
const problem = document.getElementById("problem");
let timer = 0;
// Fields changed since the last answer: one that never came leaves its fields to the next request.
const changed = new Set();
let told = [];
let action = "";
let sent = "";
let drawn = null;
let again = false;
// What the request under way does, and what was done meanwhile: see "While a request is under way".
let asked = "";
let underWay = false;
let waiting = "";
let unsent = [];
let tab = "tab-stages";

const form = () => document.getElementById("simulator-form");
const contents = () => new URLSearchParams(new FormData(form())).toString();

function recalculate(name) {
  clearTimeout(timer);
  if (name) changed.add(name);
  if (!action && contents() === sent) return;
  form().dispatchEvent(new Event("recalculate", { bubbles: true }));
}

// Changes ---------------------------------------------------------------------------------------

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.closest("#simulator-form")) return;
  if (input.dataset.number) document.getElementById(input.dataset.number).value = written(input.value);
  else if (input.type !== "text") return;
  clearTimeout(timer);
  timer = setTimeout(() => recalculate(input.name), TYPING_MILLISECONDS);
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.form === form() || input.closest("#simulator-form")) recalculate(input.name);
});

document.addEventListener("picked", (event) => {
  const opener = event.target;
  if (opener.dataset.fills) {
    const select = document.getElementById(opener.dataset.fills);
    if (select.value === event.detail) return;
    select.value = event.detail;
    // A hidden field has no options: the form is drawn again.
    if (select.selectedOptions) opener.textContent = select.selectedOptions[0].textContent;
    recalculate(select.name);
  } else if (opener.dataset.action) {
    action = opener.dataset.action + event.detail;
    recalculate("");
  }
});

/** A slider's number as the page writes numbers, which the server reads (web.md 3.7). */
function written(number) {
  return document.documentElement.lang.startsWith("en") ? number : number.replace(".", ",");
}

// An arrow key steps a number written as the page writes them, as in a browser's own number fields.
document.addEventListener("keydown", (event) => {
  const input = event.target;
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key] * Number(input.dataset?.step);
  const typed = input.value || input.placeholder;
  if (!by || !new RegExp(`^[0-9]+(${written("\\.")}[0-9]+)?$`).test(typed)) return;
  event.preventDefault();
  const from = Number(typed.replace(",", "."));
  const decimals = Math.max(...[typed, input.dataset.step].map((text) => text.split(/[.,]/)[1]?.length ?? 0));
  input.value = written(Math.max(0, from + by).toFixed(decimals).replace(/(\.[0-9]*?)0+$/, "$1").replace(/\.$/, ""));
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

/** Put a slider where the server read its number, unless it is being moved. */
function follow(read) {
  const id = read.id.replace("read-", "field-");
  const slider = document.querySelector(`[data-number="${id}"]`);
  if (slider && slider !== document.activeElement) slider.value = read.dataset.position;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target !== form()) return;
  sent = contents();
  told = [...changed];
  event.detail.parameters.changed = told.join(" ");
  if (action) event.detail.parameters.action = action;
  asked = event.detail.parameters.action ?? "";
  action = waiting = "";
});

// While a request is under way ------------------------------------------------------------------
//
// A form that is drawn again would lose what was typed or pressed since the request left. It is
// kept and done after it, but for what follows a button: rows may then stand elsewhere.

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target === form()) underWay = true;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt?.id !== "simulator-form") return;
  underWay = false;
  if (event.detail.successful) told.forEach((name) => changed.delete(name));
});

document.addEventListener("submit", (event) => {
  if (event.target === form() && underWay && !asked) waiting = event.submitter?.value ?? "";
}, true);

function keepUnsent() {
  const before = new URLSearchParams(sent);
  unsent = asked ? [] : [...new URLSearchParams(contents())].filter(
    ([name, value]) => before.get(name) !== value,
  );
}

function doUnsent() {
  const last = unsent.at(-1)?.[0] ?? "";
  for (const [name, value] of unsent) {
    const control = form().elements[name];
    if (control?.matches?.('select, input[type="text"]')) control.value = value;
  }
  unsent = [];
  action = waiting;
  waiting = "";
  recalculate(last);
}

// An answer holds the errors that there are: those of the last one are gone.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig?.elt !== form() || event.detail.xhr.status !== 200) return;
  form().querySelectorAll(".field-error").forEach((error) => error.replaceChildren());
});

// Answers ---------------------------------------------------------------------------------------

document.addEventListener("htmx:afterSettle", () => settle());

function settle() {
  const results = document.getElementById("results");
  const fragment = results?.dataset.fragment;
  if (fragment) {
    history.replaceState(null, "", `#${fragment}`);
    document.getElementById("announce").textContent = results.dataset.announce;
  }
  problem.replaceChildren();
  for (const hint of document.querySelectorAll("#simulator-form [data-default]")) {
    const number = document.getElementById(hint.id.replace("default-", "field-"));
    if (!number) continue;
    number.placeholder = hint.dataset.default;
  }
  document.querySelectorAll("#simulator-form [data-position]").forEach(follow);
  for (const error of document.querySelectorAll("#simulator-form .field-error")) {
    const control = document.getElementById(error.id.replace("error-", "field-"));
    control?.toggleAttribute("aria-invalid", error.textContent !== "");
    if (error.textContent) control?.setAttribute("aria-invalid", "true");
  }
  showTab();
  showModals();
  if (again) doUnsent();
  again = false;
}

// A form drawn again holds what the server computed; one that stays may have changed meanwhile. It
// is looked at as soon as it is there: a moment later something may have been typed into it.
document.addEventListener("htmx:afterSwap", () => {
  if (!form() || form() === drawn) return;
  drawn = form();
  sent = contents();
  again = true;
});

function showTab() {
  const chosen = document.getElementById(tab) ?? document.getElementById("tab-stages");
  if (chosen) openTab(chosen);
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.('.result-tabs [role="tab"]');
  if (chosen) tab = chosen.id;
});

// A button that went with the part it was in leaves the focus nowhere: put it near.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (form()) keepUnsent();
  const active = document.activeElement;
  const lost = active?.closest("[data-return]")?.dataset.return ?? active?.closest("[id]")?.id;
  document.addEventListener("htmx:afterSettle", () => {
    if (!lost || document.activeElement !== document.body) return;
    const near = document.getElementById(lost) ?? document.getElementById("stage-material");
    near?.focus({ preventScroll: true });
    if (document.activeElement === document.body) {
      near?.querySelector("button:enabled, a[href]")?.focus({ preventScroll: true });
    }
  }, { once: true });
  // An error of the server is said, not shown in place of the results.
  event.detail.shouldSwap = event.detail.xhr.status === 200;
});

document.addEventListener("htmx:responseError", (event) => {
  say(event.detail.xhr.status === 429 ? "too-fast" : "no-answer");
});
document.addEventListener("htmx:sendError", () => say("no-answer"));

function say(name) {
  sent = "";
  announce(problem, "error", sentence(name));
}

// Explanations ----------------------------------------------------------------------------------
//
// The calculation of a card is asked for when it is opened, and again when a change is computed.

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.explain")) explain(event.target);
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt?.id !== "simulator-form" || !event.detail.successful) return;
  document.querySelectorAll("details.explain[open]").forEach(explain);
});

function explain(details) {
  if (details.open) details.querySelector("[data-explains]").dispatchEvent(new Event("explain"));
}

// Links -----------------------------------------------------------------------------------------

/** Show the simulation of the fragment; where there is none, the page stays as the server drew it. */
async function openFragment() {
  let asked;
  try {
    asked = readFragment(location.hash, location.pathname);
  } catch {
    broken(document.getElementById("broken-link").innerHTML);
    return;
  }
  // A simulation keeps the version it was computed with, whatever this page shows.
  if (asked && asked.version !== document.body.dataset.version) {
    location.replace(inVersion(asked.version, ownPath()) + location.hash);
    return;
  }
  if (asked !== null) await show(asked.impact, asked.query);
  document.documentElement.classList.remove("opening");
}

async function show(impact, query) {
  const link = form()?.dataset.link ?? `${ownPath()}lien/`;
  try {
    await window.htmx.ajax("POST", link, {
      target: "#simulator",
      swap: "outerHTML",
      values: { impact, query: JSON.stringify(query) },
    });
  } finally {
    document.body.classList.toggle("broken", !form());
  }
}

/** The address of the simulator, of which an example's page is one. */
function ownPath() {
  return location.pathname.replace(/exemples\/.*/, "");
}

function broken(html) {
  document.getElementById("simulator").outerHTML = html;
  document.body.classList.add("broken");
  document.documentElement.classList.remove("opening");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-reload]")) return;
  event.preventDefault();
  location.assign(location.pathname);
  if (location.hash) {
    history.replaceState(null, "", location.pathname);
    location.reload();
  }
});

addEventListener("hashchange", openFragment);
showTab();
showModals();
drawn = form();
sent = contents();
openFragment();
