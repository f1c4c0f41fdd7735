// A click anywhere in a row opens its page, like its link. Clicks on links, with a modifier key, or
// that end a text selection are ignored. A click on an identifier copies it.
import { copied, tell } from "./copy.js";
import { sentence } from "./texts.js";

document.addEventListener("click", async (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a, button, input, summary")) return;
  const identifier = event.target.closest("td.code code");
  if (identifier) {
    const done = await copied(identifier.textContent, identifier);
    tell(identifier, sentence(done ? "copied" : "copy-failed"));
    return;
  }
  if (String(getSelection())) return;
  event.target.closest(".explorer tbody tr")?.querySelector("th a")?.click();
});
