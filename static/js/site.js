// Scripts used on every page.
import { reveal } from "./folds.js";

// Keep the simulation in the fragment when the language changes.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("keepFragment" in form.dataset) form.action = new URL(location.hash || "#", form.action);
});

// After signing in, the visitor returns to this page: keep its simulation in this tab, without
// sending it.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[data-keep-fragment]") || !location.hash.includes("/")) return;
  try {
    const kept = { path: location.pathname, hash: location.hash };
    sessionStorage.setItem("fragment", JSON.stringify(kept));
  } catch {
    // Without it, the page is shown in its initial state.
  }
});

// An e-mail's link opens in another tab: store where to return to, for as long as the link is valid
// (received-link.js).
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
    // Without it, the link leads to the account page.
  }
});
try {
  const kept = JSON.parse(localStorage.getItem("return"));
  if (kept && !(Date.now() < kept.until)) localStorage.removeItem("return");
} catch {
  // Storage is unavailable.
}

// A double click would submit the form twice: a link would be rejected, a token created twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("once" in form.dataset)) return;
  if (form.dataset.once) event.preventDefault();
  form.dataset.once = "sent";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) form.dataset.once = "";
});

// Scroll a row of tabs that is too wide for a phone to the open one.
for (const tab of document.querySelectorAll('.tabs > [aria-current="page"], .tabs > [aria-pressed="true"]')) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A link within the page moves the focus without changing the fragment, and opens folded parts.
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

/** The focusable element of an error or field: a list hidden by scripts has a button beside it. */
function controlOf(named) {
  const field = named.matches(".field-error, input, select") && named.closest(".field, .line");
  if (!field) return null;
  const controls = field.querySelectorAll('input:not([type="hidden"]), select, button');
  return [...controls].find((one) => one.checkVisibility()) ?? null;
}
