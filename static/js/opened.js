// The name of the saved simulation on the page, next to its form and in the page's title.
import { sentence } from "./texts.js";

const title = document.title;

/** `opened` is null if there is none; `changed` means that the form has since been changed. */
export function showOpened(opened, changed) {
  const shown = opened && (changed ? sentence("changed-name", opened) : opened.name);
  write("current-kind", opened && sentence("saved-simulation"));
  write("current-name", shown);
  document.title = shown ? `${shown} | ${title}` : title;
}

/** Set a text, or restore the server's own if there is none. */
function write(id, text) {
  const place = document.getElementById(id);
  if (!place) return;
  place.dataset.drawn ??= place.textContent;
  place.textContent = text ?? place.dataset.drawn;
}
