// Live updates of every simulator: each change is posted, and the response is shown.
//
// The form is #simulator-form; responses replace #results and, out of band, the figures of the
// form, or the whole of #simulator. The simulation shown is kept in the URL's fragment, which
// browsers never send: requests only have it in their body.
import { showModals } from "./dialogs.js";
import { exchanges } from "./exchange.js";
import { explainAgain, holdExplanations } from "./explaining.js";
import { holdFolds, reveal } from "./folds.js";
import { holdResults } from "./former.js";
import { busy, current, isCurrent, showFreshness, stale } from "./freshness.js";
import { inVersion, readFragment } from "./links.js";
import { showNumbers } from "./numbers.js";
import { entry, keyOf, onTravel, record, resume, showSteps } from "./past.js";
import { hold } from "./placing.js";
import { open as openTab } from "./tabs.js";
import { fillIn, unsentOf } from "./unsent.js";

// A number is computed as it is typed; what is not one yet is not reported as an error at once.
const NUMBER = /^\s*\d+([.,]\d+)?\s*$/;
const NUMBER_MILLISECONDS = 40;
const TYPING_MILLISECONDS = 250;
const form = () => document.getElementById("simulator-form");
const contents = () => new URLSearchParams(new FormData(form())).toString();
const address = form()?.getAttribute("action") ?? ownPath();

let timer = 0;
let tab = "tab-stages";
// Fields changed since the last response: after a failure, they are part of the next request.
const changed = new Set();
let told = [];
// What the last request sent, and whether something was typed since.
let sent = "";
let edited = false;

const exchange = exchanges({ prepare, draw, rest, fail });

function ask(intent) {
  clearTimeout(timer);
  edited = false;
  busy();
  exchange.ask(intent);
}

/** Request the figure of the current form, unless that was already requested. */
function recalculate(field) {
  if (!form()) return;
  if (field) changed.add(field);
  if (contents() !== sent || exchange.status() === "unanswered") {
    ask({ action: "", field });
    return;
  }
  clearTimeout(timer);
  edited = false;
  if (exchange.status() === "idle") current();
}

// Changes ---------------------------------------------------------------------------------------

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.closest("#simulator-form")) return;
  if (input.type !== "text" && !input.dataset.number) return;
  clearTimeout(timer);
  edited = true;
  busy();
  const wait = NUMBER.test(input.value) ? NUMBER_MILLISECONDS : TYPING_MILLISECONDS;
  timer = setTimeout(() => recalculate(keyOf(input)), wait);
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!form() || (input.form !== form() && !input.closest("#simulator-form"))) return;
  recalculate(keyOf(input));
});

document.addEventListener("submit", (event) => {
  // A button with its own URL opens another page, with the content of the form.
  if (event.target !== form() || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  const action = event.submitter?.value ?? "";
  if (action) ask({ action, field: "" });
  else recalculate("");
});

document.addEventListener("picked", (event) => {
  const opener = event.target;
  if (opener.dataset.fills) {
    const select = document.getElementById(opener.dataset.fills);
    if (select.value === event.detail) return;
    select.value = event.detail;
    // A hidden field has no options: re-render the form.
    if (select.selectedOptions) opener.textContent = select.selectedOptions[0].textContent;
    recalculate(select.name);
  } else if (opener.dataset.action) {
    ask({ action: opener.dataset.action + event.detail, field: "" });
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-retry]")) return;
  retry();
  document.getElementById("results")?.focus({ preventScroll: true });
});

function retry() {
  if (exchange.status() !== "unanswered") return;
  busy();
  exchange.retry();
}

addEventListener("online", retry);
// A request that was pending when the page was left was aborted.
addEventListener("pageshow", (event) => {
  if (event.persisted && !isCurrent()) retry();
});

// Requests and answers --------------------------------------------------------------------------

/** The URL and content of an intent's request; another simulation is in an entry or a link. */
function prepare(intent) {
  if (intent.link) {
    const { impact, query } = intent.link;
    const values = new URLSearchParams({ impact, query: JSON.stringify(query) });
    return { path: `${address}lien/`, values };
  }
  const values = new URLSearchParams(intent.shows ? intent.form : contents());
  if (intent.shows) {
    // No button has this name: the form is rendered unchanged.
    values.set("action", "show");
  } else {
    sent = contents();
    told = [...changed];
    values.set("changed", told.join(" "));
    if (intent.action) values.set("action", intent.action);
  }
  return { path: `${address}fragment/`, values };
}

function draw(intent, { html, target }) {
  const whole = target === "#simulator";
  const unsent = whole && !intent.shows ? unsentOf(form(), sent, intent.action) : [];
  const putBack = hold(intent.action);
  const openExplanations = holdExplanations();
  const openFolds = holdFolds();
  const showFormer = holdResults();
  // A response has all current errors: remove those of the previous one.
  if (!whole) form().querySelectorAll(".field-error").forEach((error) => error.replaceChildren());
  window.htmx.swap(target, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  document.documentElement.classList.remove("opening");
  document.body.classList.toggle("broken", !form());
  if (intent.shows) changed.clear();
  else told.forEach((name) => changed.delete(name));
  if (whole) edited = false;
  if (form()) keepEntry(intent);
  if (whole) openFolds();
  if (!intent.shows) showFormer();
  if (whole) openExplanations();
  else explainAgain();
  showNumbers();
  showErrors();
  showTab();
  showModals();
  showFreshness();
  showSteps();
  document.dispatchEvent(new Event("settled"));
  // Last, since everything rendered above shifts the page.
  putBack();
  const again = fillIn(form(), unsent);
  again.forEach((name) => changed.add(name));
  return again.length ? { action: "", field: again.at(-1) } : null;
}

/** Everything requested is shown; what is being typed will be requested later. */
function rest() {
  if (!edited) current();
}

function keepEntry(intent) {
  const { fragment, announce } = document.getElementById("results").dataset;
  if (fragment) document.getElementById("announce").textContent = announce;
  if (!edited) sent = contents();
  record(contents(), fragment ?? "", intent);
}

function showErrors() {
  for (const error of document.querySelectorAll("#simulator-form .field-error")) {
    const control = document.getElementById(error.id.replace("error-", "field-"));
    if (error.textContent) {
      control?.setAttribute("aria-invalid", "true");
      reveal(error);
    } else {
      control?.removeAttribute("aria-invalid");
    }
  }
}

function showTab() {
  const chosen = document.getElementById(tab) ?? document.getElementById("tab-stages");
  if (chosen) openTab(chosen);
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.('.result-tabs [role="tab"]');
  if (chosen) tab = chosen.id;
});

function fail(fault) {
  stale(fault);
  if (document.activeElement?.id === "results") {
    document.querySelector("#results [data-retry]")?.focus({ preventScroll: true });
  }
}

// Links -----------------------------------------------------------------------------------------

/** Show the simulation in the fragment; without one, the page stays unchanged. */
function openFragment() {
  let link;
  try {
    link = readFragment(location.hash, location.pathname);
  } catch {
    broken(document.getElementById("broken-link").innerHTML);
    return;
  }
  if (link && link.version !== document.body.dataset.version) {
    // A simulation keeps the version it was computed with, whatever this page shows.
    location.replace(inVersion(link.version, ownPath()) + location.hash);
  } else if (link) {
    ask({ shows: true, link });
  } else {
    document.documentElement.classList.remove("opening");
  }
}

/** The simulator's URL; an example's page belongs to it. */
function ownPath() {
  return location.pathname.replace(/exemples\/.*/, "");
}

function broken(html) {
  exchange.stop();
  current();
  document.getElementById("simulator").outerHTML = html;
  document.body.classList.add("broken");
  document.documentElement.classList.remove("opening");
  document.dispatchEvent(new Event("settled"));
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

onTravel(({ form: kept }) => {
  document.querySelector("dialog:modal")?.close();
  ask({ shows: true, form: kept });
});
addEventListener("hashchange", () => {
  if (!entry()) openFragment();
});

/** The content of the form as the server rendered it, whatever was typed before this script ran. */
function rendered() {
  const controls = [...form().elements];
  const typed = controls.map(({ value, checked }) => ({ value, checked }));
  // The form has a button named "reset".
  HTMLFormElement.prototype.reset.call(form());
  const content = contents();
  controls.forEach((control, index) => {
    if (control.value !== typed[index].value || control.checked !== typed[index].checked) Object.assign(control, typed[index]);
  });
  return content;
}

/** The initial state: from the URL or the history entry, else as rendered by the server. */
function begin() {
  showTab();
  showModals();
  if (form()) sent = rendered();
  if (entry()) {
    resume();
    if (entry().form === sent) document.documentElement.classList.remove("opening");
    else ask({ shows: true, form: entry().form });
  } else if (location.hash.includes("/")) {
    openFragment();
  } else if (form()) {
    record(sent, "", { shows: true });
  }
  showSteps();
}

begin();
