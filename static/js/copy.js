// Copy buttons: `data-copy` names the element whose text, or value, is copied.
import { sentence } from "./texts.js";

const SHOWN_MS = 2500;
const labels = new WeakMap();

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const done = await copied(source.value ?? source.textContent, source);
  tell(button, sentence(done ? "copied" : "copy-failed"));
});

export async function copied(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard API; copy the selection instead.
    select(source);
    return document.execCommand("copy");
  }
}

function select(source) {
  if (source.select) {
    source.select();
    return;
  }
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(source);
  selection.addRange(range);
}

export function tell(button, text) {
  const status = labels.get(button) ?? document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "copy-status";
  if (!labels.has(button)) {
    button.after(status);
    labels.set(button, status);
  }
  status.textContent = text;
  setTimeout(() => {
    status.textContent = "";
  }, SHOWN_MS);
}
