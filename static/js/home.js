// Sends the links of the public service ("/#/textile/simulator/ecs/…") on to our pages, and says when
// the small simulator's figure is no longer that of its form.
import { pageOf, rootOf } from "./links.js";

function follow() {
  if (location.hash.length < 2) return;
  const page = pageOf(location.hash, rootOf(location.pathname));
  if (page) location.replace(page);
  // "#/" is the public service's own home page, a word alone an anchor of ours.
  else document.getElementById("unknown-link").hidden = !/^#\/./.test(location.hash);
}

follow();
addEventListener("hashchange", follow);

const unanswered = document.getElementById("try-unanswered");
for (const fault of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(fault, () => (unanswered.hidden = false));
}
document.addEventListener("htmx:afterSwap", () => (unanswered.hidden = true));
