// When a simulator was opened from a row of a catalogue, return the changed product to the tab of
// that catalogue. Nothing is stored or sent to a server.

import { readFragment } from "./links.js";
import { announce, sentence } from "./texts.js";

const PATIENCE_MILLISECONDS = 3000;
const opened = /^catalogue-([0-9a-f]{16})-(\d+)$/.exec(window.name);
const bar = document.getElementById("catalogue-return");

if (opened && bar) {
  const [, catalogue, row] = opened;
  const channel = new BroadcastChannel("catalogue");
  let timer = 0;
  bar.hidden = false;
  channel.addEventListener("message", ({ data }) => {
    if (data.catalogue !== catalogue || !data.taken || data.row !== Number(row)) return;
    clearTimeout(timer);
    announce(bar.querySelector("[data-said]"), "success", sentence("row-returned"));
    window.close();
  });
  bar.querySelector("button").addEventListener("click", () => {
    let found = null;
    try {
      found = readFragment(location.hash, location.pathname);
    } catch {
      // There is no product to return.
    }
    if (!found) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      announce(bar.querySelector("[data-said]"), "error", sentence("no-catalogue"));
    }, PATIENCE_MILLISECONDS);
    channel.postMessage({ catalogue, row: Number(row), query: found.query });
  });
}
