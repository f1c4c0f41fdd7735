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
