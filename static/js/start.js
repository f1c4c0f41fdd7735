// Runs before the page is drawn: says that scripts run, and that the address holds a simulation, or the
// entry of the history that the page comes back to.
document.documentElement.classList.add("js");
// Back from signing in, the page shows the simulation it showed before (site.js).
try {
  const { path, hash } = JSON.parse(sessionStorage.getItem("fragment")) ?? {};
  if (!location.pathname.startsWith("/compte/")) sessionStorage.removeItem("fragment");
  if (path === location.pathname && !location.hash) history.replaceState(null, "", hash);
} catch {
  // A browser that keeps nothing shows the page as it is.
}
if (location.hash.includes("/") || history.state?.form) document.documentElement.classList.add("opening");
