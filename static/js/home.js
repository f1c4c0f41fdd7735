// Sends the links of the public service ("/#/textile/simulator/ecs/…") on to our pages.
import { pageOf, rootOf } from "./links.js";

function follow() {
  if (!location.hash.startsWith("#/")) return;
  const page = pageOf(location.hash, rootOf(location.pathname));
  if (page) location.replace(page);
}

follow();
addEventListener("hashchange", follow);
