// The name of the saved simulation that a page shows, beside its form and in the page's title.
import { sentence } from "./texts.js";

const title = document.title;

/** `opened` is null for a page that shows none; `changed` says that the form holds something else. */
export function showOpened(opened, changed) {
  const shown = opened && (changed ? sentence("changed-name", opened) : opened.name);
  write("current-kind", opened && sentence("saved-simulation"));
  write("current-name", shown);
  document.title = shown ? `${shown} | ${title}` : title;
}

/** Write a text, or without one what the server wrote there. */
function write(id, text) {
  const place = document.getElementById(id);
  if (!place) return;
  place.dataset.drawn ??= place.textContent;
  place.textContent = text ?? place.dataset.drawn;
}
