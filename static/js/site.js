// What every page needs a script for.
import { reveal } from "./folds.js";

// The fragment holds the simulation shown: keep it across the change of language.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("keepFragment" in form.dataset) form.action = new URL(location.hash || "#", form.action);
});

// Signing in comes back to this page: keep its simulation in this tab, which sends it nowhere.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[data-keep-fragment]") || !location.hash.includes("/")) return;
  try {
    const kept = { path: location.pathname, hash: location.hash };
    sessionStorage.setItem("fragment", JSON.stringify(kept));
  } catch {
    // Without it the page is shown as it is at first.
  }
});

// The link of an e-mail opens in another tab: where this one was to come back to is left for it, for
// as long as the link lasts (received-link.js).
const LINK_MILLISECONDS = 24 * 3600 * 1000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("comesBack" in form.dataset)) return;
  const next = form.elements.next.value;
  try {
    const { path, hash } = JSON.parse(sessionStorage.getItem("fragment")) ?? {};
    const kept = { next, path, hash, until: Date.now() + LINK_MILLISECONDS };
    if (next) localStorage.setItem("return", JSON.stringify(kept));
    else localStorage.removeItem("return");
  } catch {
    // Without it the link leads to the account.
  }
});
try {
  const kept = JSON.parse(localStorage.getItem("return"));
  if (kept && !(Date.now() < kept.until)) localStorage.removeItem("return");
} catch {
  // Nothing is kept here.
}

// A second click would send the form again: a link would be refused, a token made twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("once" in form.dataset)) return;
  if (form.dataset.once) event.preventDefault();
  form.dataset.once = "sent";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) form.dataset.once = "";
});

// A row of tabs that is wider than a phone begins with the one that is open.
for (const tab of document.querySelectorAll('.tabs > [aria-current="page"], .tabs > [aria-pressed="true"]')) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A link within the page moves the focus and leaves the fragment as it is; what is folded opens.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const named = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!named) return;
  event.preventDefault();
  reveal(named);
  const control = controlOf(named);
  const target = control ?? named;
  target.scrollIntoView({ block: control ? "center" : "start" });
  target.focus({ preventScroll: true });
});

/** Of an error or of a field, what takes the focus: a list that scripts hide has a button beside it. */
function controlOf(named) {
  const field = named.matches(".field-error, input, select") && named.closest(".field, .line");
  if (!field) return null;
  const controls = field.querySelectorAll('input:not([type="hidden"]), select, button');
  return [...controls].find((one) => one.checkVisibility()) ?? null;
}
