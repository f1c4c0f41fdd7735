// What every page needs a script for.

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

// A link within the page moves the focus and leaves the fragment as it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
});
