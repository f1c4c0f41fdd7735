// Saved simulations, in this browser's local storage and nowhere else.
//
// The key and the shape are the public service's, so that a site moved to the same origin finds
// them again: {"comparedSimulations": [id], "bookmarks": [{created, name, query, subScope,
// version}]}. Each bookmark is read on its own: one that cannot be read neither hides the others
// nor disappears when they are written. A token that a public site left there is dropped.

import { UNSAID_VERSION } from "./links.js";

const KEY = "store";
const SET_ASIDE = "store-illisible";
const EMPTY = { comparedSimulations: [], bookmarks: [] };
const EXPORT_KIND = "simulations-cout-environnemental";
// Characters of a name: what the fields for one take.
const LONGEST_NAME = 200;

/** Why something cannot be saved; `code` chooses the sentence that the page shows. */
export class StoreError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Two requests are the same when they say the same, in whatever order. */
export function sameQuery(one, other) {
  return canonical(one) === canonical(other);
}

/**
 * Read everything: `simulations`, last saved first, and `rejected`, what stands among them but
 * cannot be read, as `{position, code, raw}` (positions from 1); `setAside` when all that was there
 * could not be read and was put under another key. Throws `StoreError`.
 */
export function load() {
  const store = read();
  const { simulations, rejected } = readBookmarks(store.bookmarks);
  const compared = new Set(store.comparedSimulations);
  for (const item of simulations) item.compared = compared.has(item.id);
  simulations.sort((one, other) => other.created - one.created);
  return { simulations, rejected, setAside: localStorage.getItem(SET_ASIDE) !== null };
}

/** The same product in another version of the method is another simulation. */
export function sameSimulation(one, other) {
  return one.version === other.version && sameQuery(one.query, other.query);
}

/** Why a simulation may not be saved under this name: a code, or null when it may. */
export function refusal(simulations, sector, name, shown) {
  const here = simulations.filter((item) => item.sector === sector);
  if (shown && here.some((item) => sameSimulation(item, shown))) return "query-exists";
  if (!name.trim()) return "name-missing";
  return here.some((item) => item.name === name.trim()) ? "name-exists" : null;
}

/** Save a simulation. Throws `StoreError`, also for a name or a request already saved. */
export function save({ sector, name, query, version, description }) {
  change((store) => {
    const { simulations } = readBookmarks(store.bookmarks);
    const code = refusal(simulations, sector, name, { query, version });
    if (code) throw new StoreError(code);
    store.bookmarks.unshift(bookmarkOf({ sector, name, query, version, description }));
  });
}

/** Replace what a saved simulation holds; its name and its date stay. Throws `StoreError`. */
export function update(id, { query, version, description }) {
  change((store) => {
    const item = readBookmarks(store.bookmarks).simulations.find((one) => one.id === id);
    if (!item) throw new StoreError("gone");
    const { name, sector } = item;
    const { created: _now, ...content } = bookmarkOf({ sector, name, query, version, description });
    Object.assign(item.raw, content);
  });
}

/** Save a simulation once more, its name followed by `mark`; the id of the copy. */
export function duplicate(id, mark) {
  let copied = null;
  change((store) => {
    const { simulations } = readBookmarks(store.bookmarks);
    const item = simulations.find((one) => one.id === id);
    if (!item) throw new StoreError("gone");
    const name = freeName(simulations, item.sector, ended(item.name, mark));
    store.bookmarks.unshift({ ...structuredClone(item.raw), name, created: Date.now() });
    copied = `${item.sector}:${name}`;
  });
  return copied;
}

/** The name, or where it is taken the name with a number, that a simulation may be saved under. */
export function freeName(simulations, sector, name) {
  let candidate = ended(name, "");
  for (let number = 2; refusal(simulations, sector, candidate) === "name-exists"; number += 1) {
    candidate = ended(name, ` (${number})`);
  }
  return candidate;
}

/** Give a saved simulation another name. */
export function rename(id, name) {
  change((store) => {
    const { simulations } = readBookmarks(store.bookmarks);
    const item = simulations.find((one) => one.id === id);
    if (!item || item.name === name.trim()) return;
    const code = refusal(simulations, item.sector, name);
    if (code) throw new StoreError(code);
    item.raw.name = name.trim();
    const renamed = `${item.sector}:${item.raw.name}`;
    store.comparedSimulations = store.comparedSimulations.map((one) => (one === id ? renamed : one));
  });
}

/** Delete a saved simulation. */
export function remove(id) {
  change((store) => {
    const item = readBookmarks(store.bookmarks).simulations.find((one) => one.id === id);
    store.bookmarks = store.bookmarks.filter((raw) => raw !== item?.raw);
    store.comparedSimulations = store.comparedSimulations.filter((one) => one !== id);
  });
}

/** Choose what is compared. */
export function compare(ids) {
  change((store) => {
    store.comparedSimulations = [...ids];
  });
}

/** Everything that is saved, unreadable entries included, as the text of a file. */
export function exported() {
  const { bookmarks } = read();
  return JSON.stringify({ kind: EXPORT_KIND, bookmarks }, null, 2);
}

/**
 * Add the simulations of a file: one of ours, the public service's export, or a bare list.
 * Returns `{added, known, rejected}`; throws `StoreError` when nothing in it can be read.
 */
export function importText(text) {
  const incoming = bookmarksOfFile(text);
  const { simulations, rejected } = readBookmarks(incoming);
  const outcome = { added: 0, known: 0, rejected };
  change((store) => {
    // A file may hold a simulation and its copy: what was here before it is what counts.
    const before = readBookmarks(store.bookmarks).simulations;
    for (const item of simulations) {
      const present = readBookmarks(store.bookmarks).simulations;
      if (refusal(before, item.sector, item.name, item) === "query-exists") {
        outcome.known += 1;
        continue;
      }
      const taken = refusal(present, item.sector, item.name) === "name-exists";
      if (taken) item.raw.name = freeName(present, item.sector, item.name);
      store.bookmarks.push(item.raw);
      outcome.added += 1;
    }
  });
  return outcome;
}

/** Call back when another tab has changed what is saved. */
export function onChangeElsewhere(callback) {
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) callback();
  });
}

function read() {
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    throw new StoreError("storage-refused");
  }
  if (text === null) return structuredClone(EMPTY);
  try {
    const store = JSON.parse(text);
    if (store === null || typeof store !== "object" || Array.isArray(store)) throw new TypeError();
    return {
      ...store,
      bookmarks: Array.isArray(store.bookmarks) ? store.bookmarks : [],
      comparedSimulations: Array.isArray(store.comparedSimulations) ? store.comparedSimulations : [],
    };
  } catch {
    return setAside(text);
  }
}

/** Keep a store that is no JSON under another key, so that saving does not erase it. */
function setAside(text) {
  try {
    localStorage.setItem(SET_ASIDE, text);
    localStorage.removeItem(KEY);
  } catch {
    throw new StoreError("storage-refused");
  }
  return structuredClone(EMPTY);
}

/** Read anew, change, write: another tab may have written since the page was shown. */
function change(edit) {
  const store = read();
  edit(store);
  delete store.auth2;
  delete store.auth;
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
  } catch (error) {
    throw new StoreError(error.name === "QuotaExceededError" ? "storage-full" : "storage-refused");
  }
}

function readBookmarks(list) {
  const simulations = [];
  const rejected = [];
  list.forEach((raw, index) => {
    const code = faultOf(raw);
    if (code) rejected.push({ position: index + 1, code, raw });
    else simulations.push(simulationOf(raw));
  });
  return { simulations, rejected };
}

function faultOf(raw) {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return "not-an-object";
  if (typeof raw.name !== "string" || !raw.name.trim()) return "no-name";
  if (raw.query === null || typeof raw.query !== "object" || Array.isArray(raw.query)) return "no-query";
  return sectorOf(raw) ? null : "unknown-sector";
}

function simulationOf(raw) {
  const sector = sectorOf(raw);
  return {
    id: `${sector}:${raw.name}`,
    sector,
    name: raw.name,
    query: raw.query,
    version: versionOf(raw.version),
    created: Number.isFinite(raw.created) ? raw.created : 0,
    description: typeof raw.description === "string" ? raw.description : "",
    raw,
  };
}

/** The public service knows a bookmark's sector by the shape of its request; so do we ours. */
function sectorOf({ query, subScope }) {
  if (Array.isArray(query.materials) && "product" in query) return "textile";
  if (Array.isArray(query.products)) return "textile-set";
  if (Array.isArray(query.components) && "product" in query) return "textile-garment";
  if (Array.isArray(query.ingredients)) return "food";
  if (Array.isArray(query.components)) return subScope === "veli" ? "veli" : "object";
  return null;
}

/** A version is written `{hash, tag}` there; older bookmarks have none: they mean what old links do. */
function versionOf(version) {
  const tag = version !== null && typeof version === "object" ? version.tag : version;
  return typeof tag === "string" && tag ? tag : UNSAID_VERSION;
}

function bookmarkOf({ sector, name, query, version, description }) {
  return {
    created: Date.now(),
    name: name.trim(),
    query,
    subScope: sector === "object" || sector === "veli" ? sector : null,
    version: version ? { hash: version, tag: version } : null,
    description,
  };
}

function bookmarksOfFile(text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new StoreError("file-not-json");
  }
  const list = Array.isArray(content) ? content : content?.bookmarks;
  if (!Array.isArray(list)) throw new StoreError("file-without-list");
  return list;
}

/** A name with an end, short enough for the fields; half a character is none. */
function ended(name, end) {
  const room = LONGEST_NAME - end.length;
  return (name.length > room ? name.slice(0, room).replace(/[\uD800-\uDBFF]$/, "").trimEnd() : name) + end;
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
  }
  return JSON.stringify(value) ?? "null";
}
