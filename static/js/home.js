// Redirects links of the public service ("/#/textile/simulator/ecs/…") to our pages, and marks the
// small simulator's figure as outdated when its form changes.
import { pageOf, rootOf } from "./links.js";

function follow() {
  if (location.hash.length < 2) return;
  const page = pageOf(location.hash, rootOf(location.pathname));
  if (page) location.replace(page);
  // "#/" is the public service's home page; a single word is one of our anchors.
  else document.getElementById("unknown-link").hidden = !/^#\/./.test(location.hash);
}

follow();
addEventListener("hashchange", follow);

const unanswered = document.getElementById("try-unanswered");
for (const fault of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(fault, () => (unanswered.hidden = false));
}
document.addEventListener("htmx:afterSwap", () => (unanswered.hidden = true));
