// Share links: what a simulation contains, in the fragment, which browsers never send.
//
// A link handed out has the public service's form, `/#/textile/simulator/{impact}/{base64}`; the
// simulator's own page holds `#{impact}/{base64}`. The base64 is that of the compact UTF-8 JSON of
// the request the API takes. Reading is more tolerant than writing: the url-safe alphabet, missing
// padding, percent signs, the older links with a unit and a mode in the middle.

const PAGES = { textile: "/textile/", food: "/alimentaire/", object: "/objet/", veli: "/veli/" };
const IMPACT = /^[a-z]{3}(-c)?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DEFAULT_IMPACT = "ecs";

/** A link that should hold a simulation and does not; nothing may be shown in its place. */
export class BrokenLink extends Error {
  constructor(sector) {
    super("broken link");
    this.sector = sector;
  }
}

/** The base64 of a request. */
export function encodeQuery(query) {
  const bytes = new TextEncoder().encode(JSON.stringify(query));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The request that a base64 text holds; throws when it holds none. */
export function decodeQuery(text) {
  const standard = text.replace(/\s/g, "+").replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
  const bytes = Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
  const query = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (query === null || typeof query !== "object" || Array.isArray(query)) {
    throw new TypeError("no JSON object");
  }
  return query;
}

/**
 * What a page's own fragment holds, `#{impact}/{base64}`: `{impact, query}`, or null when it is no
 * simulation (an anchor, or nothing). Throws `BrokenLink`.
 */
export function readPageFragment(hash) {
  const text = unescaped(hash.replace(/^#/, ""));
  const slash = text.indexOf("/");
  if (slash < 1) return null;
  return read(text.slice(0, slash), text.slice(slash + 1), null);
}

/**
 * What a link in the public service's form holds (`#/textile/simulator/ecs/...`): `{sector,
 * impact, query}`, where `query` is null when the link opens a simulator without naming a product,
 * or `{sector, example}`, or null when the fragment is no simulator's. Throws `BrokenLink`.
 */
export function readLink(hash) {
  const parts = unescaped(hash.replace(/^#/, "")).replace(/^\//, "").split("/");
  const sector = parts.shift();
  if (!hash.startsWith("#/") || !Object.hasOwn(PAGES, sector)) return null;
  if (parts[0] === "simulator" || (sector === "food" && parts[0] === "build")) parts.shift();
  else if (sector !== "food" && parts[0]) return readExample(sector, parts);
  if (parts.filter(Boolean).length === 0) return { sector, impact: DEFAULT_IMPACT, query: null };
  const impact = parts.shift();
  if (parts.filter(Boolean).length === 0 && IMPACT.test(impact)) {
    return { sector, impact, query: null };
  }
  return { sector, ...read(impact, parts.join("/"), sector) };
}

/**
 * The address of ours, under `root` (such as `/versions/v7.0.0`), that a public link leads to, or
 * null when it leads to no simulator. Throws `BrokenLink`.
 */
export function pageOfLink(hash, root = "") {
  const link = readLink(hash);
  if (link === null) return null;
  if (link.example) return `${root}${PAGES[link.sector]}exemples/${link.example}/`;
  return pageAddress(link.sector, link.query, link.impact, root);
}

/** The address of ours that shows a request, or the sector's simulator when there is none. */
export function pageAddress(sector, query, impact = DEFAULT_IMPACT, root = "") {
  const fragment = query === null ? "" : pageFragment(query, impact);
  return `${root}${PAGES[sector]}${fragment}`;
}

/** The fragment of a simulator's page that shows a request. */
export function pageFragment(query, impact = DEFAULT_IMPACT) {
  return `#${impact}/${encodeQuery(query)}`;
}

function readExample(sector, parts) {
  const example = parts.find((part) => UUID.test(part));
  if (example && parts[0].includes("example")) return { sector, example };
  throw new BrokenLink(sector);
}

function read(impact, rest, sector) {
  // The older form has two segments in the middle, and base64 itself may hold slashes.
  const candidates = [rest, rest.split("/").slice(2).join("/")].filter(Boolean);
  for (const candidate of candidates) {
    try {
      return { impact: IMPACT.test(impact) ? impact : DEFAULT_IMPACT, query: decodeQuery(candidate) };
    } catch {
      // The next form may read it.
    }
  }
  throw new BrokenLink(sector);
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
