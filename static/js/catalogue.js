// The catalogue page: a file is dropped, read, corrected and downloaded.
//
// The rows stay in this page. They are sent to be computed and converted to files, and come back
// from the simulator through a channel between the tabs of this browser.

import { post, Refusal, score, tableOf } from "./catalogue-lines.js";
import { problemList } from "./catalogue-problems.js";
import { rowTable } from "./catalogue-rows.js";
import { saveFile } from "./files.js";
import { announce, sentence } from "./texts.js";
import { written } from "./written.js";

const place = document.getElementById("catalogue");
const { address } = place.dataset;
const maxBytes = Number(place.dataset.maxBytes);
const said = document.getElementById("said");
const status = document.getElementById("announce");
const progress = document.getElementById("progress");
const again = document.getElementById("again");
const fileForm = document.getElementById("file-form");
const textForm = document.getElementById("text-form");
const portal = document.getElementById("portal");
// Distinguishes the simulator tabs of this page from those of another catalogue.
const own = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");
const channel = new BroadcastChannel("catalogue");

let catalogue = null;
let name = "";
let underWay = null;
// Corrections that have not been downloaded yet.
let unsaved = false;

const table = rowTable(openRow);
const problems = problemList((count) => {
  again.disabled = count === 0;
  again.textContent = count ? sentence("changed", { count: written(count) }, count) : sentence("unchanged");
  unsaved ||= count > 0;
});

async function compute(body, { stay = false } = {}) {
  if (body.size > maxBytes) return fail(new Refusal("", "too-large"));
  underWay?.abort();
  const mine = new AbortController();
  underWay = mine;
  said.replaceChildren();
  showProgress(0, 0);
  progress.hidden = false;
  try {
    const query = portal.checked ? "?portail=1" : "";
    const found = await score(`${address}calcul/${query}`, body, { signal: mine.signal, progress: showProgress });
    if (underWay !== mine) return;
    // Messages about the file are not repeated for its rows.
    if (stay) found.head.notes = [...new Set([...catalogue.head.notes, ...found.head.notes])];
    catalogue = found;
    show({ stay });
  } catch (error) {
    if (underWay === mine) fail(error);
  } finally {
    if (underWay === mine) {
      progress.hidden = true;
      underWay = null;
    }
  }
}

function show({ stay }) {
  const { head, summary } = catalogue;
  place.hidden = false;
  document.getElementById("source").hidden = true;
  const form = sentence(`form-${head.vocabulary}`);
  document.getElementById("reading-file").textContent = sentence("reading-file", { name, count: written(head.count), form }, head.count);
  const notes = document.getElementById("reading-notes");
  notes.replaceChildren(...head.notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
  notes.hidden = !head.notes.length;
  showColumns(head);
  document.getElementById("summary").innerHTML = catalogue.html;
  problems.show(catalogue, { stay });
  table.show(catalogue, { stay });
  const counts = { scored: written(summary.scored), refused: written(summary.refused) };
  status.textContent = sentence("done", counts);
  if (!stay) document.getElementById("reading").focus();
}

function showColumns(head) {
  const columns = document.getElementById("reading-columns");
  columns.hidden = !head.header;
  if (!head.header) return;
  const kept = head.header.filter((column, position) => column && !head.read[position]);
  const read = head.read.filter(Boolean).length;
  columns.textContent = sentence(kept.length ? "columns" : "columns-all", { read, names: kept.join(", ") });
}

function showProgress(done, count) {
  const bar = document.getElementById("progress-bar");
  if (count) Object.assign(bar, { max: count, value: done });
  else bar.removeAttribute("value");
  const text = count ? sentence("progress", { done: written(done), count: written(count) }) : sentence("sending");
  document.getElementById("progress-text").textContent = text;
}

function fail(error) {
  const message = error.sentence ? sentence(error.sentence) : error.message;
  announce(said, "error", message);
  said.scrollIntoView({ block: "nearest" });
}

async function openRow(row) {
  // Must be synchronous: browsers do not open tabs after an asynchronous response.
  const tab = window.open("", `catalogue-${own}-${row.index}`);
  if (!tab) return fail(new Refusal("", "no-tab"));
  try {
    const answer = await post(`${address}calcul/?lien=1`, tableOf(catalogue, [row]));
    const [, line] = (await answer.text()).split("\n");
    const link = new URL(JSON.parse(line).link);
    tab.location.href = `${location.origin}${link.pathname}${link.hash}`;
  } catch (error) {
    tab.close();
    fail(error);
  }
}

channel.addEventListener("message", ({ data }) => {
  if (data.catalogue !== own || !data.query) return;
  const row = catalogue?.rows[data.row];
  if (!row) return;
  channel.postMessage({ catalogue: own, row: data.row, taken: true });
  row.query = data.query;
  unsaved = true;
  compute(tableOf(catalogue), { stay: true }).then(() => {
    announce(said, "success", sentence("came-back", { line: row.line }));
  });
});

fileForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const [file] = document.getElementById("file").files;
  if (file) take(file);
});
document.getElementById("file").addEventListener("change", () => fileForm.requestSubmit());

textForm.addEventListener("submit", (event) => {
  event.preventDefault();
  name = sentence("pasted");
  compute(new Blob([document.getElementById("text").value]));
});

function take(file) {
  ({ name } = file);
  compute(file.slice(0, file.size, ""));
}

const drop = document.getElementById("drop");
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) take(file);
});
// Dropped elsewhere on the page, a file would replace the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

document.getElementById("problems-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (problems.edited) compute(tableOf(catalogue), { stay: true });
});

document.getElementById("cancel").addEventListener("click", () => underWay?.abort());

document.getElementById("another").addEventListener("click", () => {
  place.hidden = true;
  document.getElementById("source").hidden = false;
  fileForm.reset();
  said.replaceChildren();
  document.getElementById("source").focus();
});

place.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-written]");
  if (!button) return;
  event.preventDefault();
  const form = button.dataset.written;
  button.disabled = true;
  try {
    const query = portal.checked ? "?portail=1" : "";
    const answer = await post(`${address}telechargement/${form}/${query}`, tableOf(catalogue));
    const ending = /\.(\w+)"?$/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "csv";
    const stem = name.replace(/\.[^.]*$/, "") || "catalogue";
    saveFile(`${stem}-${form}.${ending}`, await answer.blob());
    status.textContent = sentence("ready");
    if (form !== "erreurs") unsaved = false;
  } catch (error) {
    fail(error);
  } finally {
    button.disabled = false;
  }
});

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
