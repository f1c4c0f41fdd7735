// Runs before the page is rendered: sets the classes that mean that scripts run, and that the URL
// or the history entry has a simulation to load.
document.documentElement.classList.add("js");
// After signing in, show the simulation that the page showed before (site.js).
try {
  const { path, hash } = JSON.parse(sessionStorage.getItem("fragment")) ?? {};
  if (!location.pathname.startsWith("/compte/")) sessionStorage.removeItem("fragment");
  if (path === location.pathname && !location.hash) history.replaceState(null, "", hash);
} catch {
  // Without storage, the page is shown in its initial state.
}
if (location.hash.includes("/") || history.state?.form) document.documentElement.classList.add("opening");

// What is done before the page's other scripts run is repeated to them once they do: pressing a
// button that only they make work, typing, choosing, unfolding.
{
  const kinds = ["click", "input", "change", "toggle"];
  let early = [];
  const keep = (event) => {
    const { type, target } = event;
    // Links, forms and menus need no script.
    if (type === "click" && !target.closest('button[type="button"]:not([popovertarget])')) return;
    // Pressed again, or elsewhere, because nothing happens: only the last press is meant.
    early = early.filter((one) => one.type !== type || (type !== "click" && one.target !== target));
    early.push({ type, target, event });
  };
  for (const kind of kinds) addEventListener(kind, keep, true);
  // All scripts have run by then, and htmx has read the page: it listens on the document.
  addEventListener("DOMContentLoaded", () => {
    for (const kind of kinds) removeEventListener(kind, keep, true);
    for (const { type, target, event } of early) target.dispatchEvent(new event.constructor(type, event));
  });
}
