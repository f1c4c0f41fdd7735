// Saved simulations, in this browser's local storage only.
//
// The key and the format are the public service's, so that a site moved to the same origin finds
// them again: {"comparedSimulations": [id], "bookmarks": [{created, name, query, subScope,
// version}]}. Each bookmark is parsed on its own: an unreadable one neither hides the others nor is
// lost when they are saved. A token that the public service left there is removed.

import { UNSAID_VERSION } from "./links.js";

const KEY = "store";
const SET_ASIDE = "store-illisible";
const EMPTY = { comparedSimulations: [], bookmarks: [] };
const EXPORT_KIND = "simulations-cout-environnemental";
// Maximum length of a name, as in its fields.
const LONGEST_NAME = 200;

/** Why something cannot be saved; `code` selects the sentence to show. */
export class StoreError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Two requests are equal if they have the same content, in any order. */
export function sameQuery(one, other) {
  return canonical(one) === canonical(other);
}

/**
 * Read everything: `simulations`, most recently saved first; `rejected`, the unreadable ones, as
 * `{position, code, raw}` (positions from 1); `setAside` if the whole store was unreadable and was
 * moved to another key. Throws `StoreError`.
 */
export function load() {
  const store = read();
  const { simulations, rejected } = readBookmarks(store.bookmarks);
  const compared = new Set(store.comparedSimulations);
  for (const item of simulations) item.compared = compared.has(item.id);
  simulations.sort((one, other) => other.created - one.created);
  return { simulations, rejected, setAside: localStorage.getItem(SET_ASIDE) !== null };
}

/** The same product in another method version is another simulation. */
export function sameSimulation(one, other) {
  return one.version === other.version && sameQuery(one.query, other.query);
}

/** Why a simulation cannot be saved under this name: a code, or null if it can. */
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

/** Replace the content of a saved simulation; its name and date stay. Throws `StoreError`. */
export function update(id, { query, version, description }) {
  change((store) => {
    const item = readBookmarks(store.bookmarks).simulations.find((one) => one.id === id);
    if (!item) throw new StoreError("gone");
    const { name, sector } = item;
    const { created: _now, ...content } = bookmarkOf({ sector, name, query, version, description });
    Object.assign(item.raw, content);
  });
}

/** Duplicate a saved simulation, appending `mark` to its name; returns the id of the copy. */
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

/** A name that is not taken yet: the same one, or with a number. */
export function freeName(simulations, sector, name) {
  let candidate = ended(name, "");
  for (let number = 2; refusal(simulations, sector, candidate) === "name-exists"; number += 1) {
    candidate = ended(name, ` (${number})`);
  }
  return candidate;
}

/** Rename a saved simulation. */
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

/** Set which simulations are compared. */
export function compare(ids) {
  change((store) => {
    store.comparedSimulations = [...ids];
  });
}

/** Everything saved, unreadable entries included, as the text of a file. */
export function exported() {
  const { bookmarks } = read();
  return JSON.stringify({ kind: EXPORT_KIND, bookmarks }, null, 2);
}

/**
 * Import the simulations of a file: one of ours, the public service's export, or a bare list.
 * Returns `{added, known, rejected}`; throws `StoreError` if nothing in it can be read.
 */
export function importText(text) {
  const incoming = bookmarksOfFile(text);
  const { simulations, rejected } = readBookmarks(incoming);
  const outcome = { added: 0, known: 0, rejected };
  change((store) => {
    // A file may contain a simulation and its copy: only compare with what was saved before.
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

/** Call back when another tab changes the store. */
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

/** Move a store that is not valid JSON to another key, so that saving does not erase it. */
function setAside(text) {
  try {
    localStorage.setItem(SET_ASIDE, text);
    localStorage.removeItem(KEY);
  } catch {
    throw new StoreError("storage-refused");
  }
  return structuredClone(EMPTY);
}

/** Read again, change and write: another tab may have written since the page was loaded. */
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

/** The public service derives a bookmark's sector from the shape of its request; so do we. */
function sectorOf({ query, subScope }) {
  if (Array.isArray(query.materials) && "product" in query) return "textile";
  if (Array.isArray(query.products)) return "textile-set";
  if (Array.isArray(query.components) && "product" in query) return "textile-garment";
  if (Array.isArray(query.ingredients)) return "food";
  if (Array.isArray(query.components)) return subScope === "veli" ? "veli" : "object";
  return null;
}

/** There a version is `{hash, tag}`; older bookmarks have none, like old links. */
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

/** A name truncated to the length of its fields, without splitting a surrogate pair. */
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
