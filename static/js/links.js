// Links to simulations: the simulation is in the fragment, which browsers never send.
//
// Shared links use the public service's format, below the method version that computed them:
// `/versions/{version}/#/textile/simulator/{impact}/{base64}`; the simulator's own page uses
// `#{version}/{impact}/{base64}`. The base64 is that of the request's compact UTF-8 JSON. Parsing
// is tolerant: it accepts a missing version, the URL-safe alphabet, missing padding, percent-
// encoding, tracking parameters (`?utm_source=…`), and links from before 2024 with a unit and a
// mode in the middle.

const SECTORS = { textile: "textile", food: "alimentaire", object: "objet", veli: "veli" };
// Sets and garments in several parts have their own pages, below that of garments.
const COMPOSITES = { sets: "textile/lot", garments: "textile/parties" };
const PAGES_OF = {
  ...SECTORS,
  "textile-set": COMPOSITES.sets,
  "textile-garment": COMPOSITES.garments,
};
const PAGES = {
  "api-faq": "/pages/api-faq/",
  changelog: "/versions/",
  "accessibilité": "/pages/accessibilite/",
  "mentions-légales": "/pages/mentions-legales/",
  "politique-de-confidentialité": "/pages/politique-de-confidentialite/",
  cgu: "/pages/cgu/",
};
const VERSION = /^v\d+\.\d+\.\d+$/;
// The meaning of a link without a version, whatever version this instance serves: the public
// service's, and that of our own links before they named one.
export const UNSAID_VERSION = "v7.0.0";
const WORD = /^[a-z]{3,5}(-c)?$/;
const PINNED = /^\/versions\/(v\d+\.\d+\.\d+)(?:\/|$)/;
const IMPACT = /^[a-z]{3}(-c)?$/;
const DEFAULT_IMPACT = "ecs";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The path prefix of pages under a pinned version, else "/". */
export function rootOf(pathname) {
  const pinned = pathname.match(PINNED);
  return pinned ? `/versions/${pinned[1]}/` : "/";
}

/**
 * Our page for a fragment of the public service, or null if there is none. An unreadable
 * simulation is passed on unchanged: the simulator reports that the link is broken.
 */
export function pageOf(hash, root = "/") {
  const parts = unescaped(alone(hash).replace(/^#\/?/, "")).split("/");
  const [first, second, third, fourth] = parts;
  if (first === "textile" && Object.hasOwn(COMPOSITES, second)) {
    return simulatorPage(parts.slice(1), `${root}${COMPOSITES[second]}/`);
  }
  if (Object.hasOwn(SECTORS, first)) return simulatorPage(parts, `${root}${SECTORS[first]}/`);
  if (first === "explore") {
    const kept = [second, third, fourth].filter(Boolean).map(encodeURIComponent);
    return `${root}explorateur/${kept.map((part) => `${part}/`).join("")}`;
  }
  if (first === "pages") return PAGES[second] ?? null;
  if (first === "api") return "/documentation-api/";
  if (first === "auth") return second === "signup" ? "/compte/inscription/" : "/compte/";
  if (first === "admin") return "/administration/";
  return null;
}

/**
 * The version, the impact and the query of a simulator page's own fragment; null if it has no
 * query (an anchor, or nothing). A fragment without a version means that of the path, else the
 * public service's. Throws if it should have a query that cannot be parsed: nothing else may be
 * shown instead.
 */
export function readFragment(hash, pathname = "/") {
  const parts = unescaped(alone(hash).replace(/^#/, "")).split("/");
  if (parts.length < 2) return null;
  const said = VERSION.test(parts[0]) ? parts.shift() : null;
  const [impact, ...rest] = parts;
  return {
    version: said ?? pathname.match(PINNED)?.[1] ?? UNSAID_VERSION,
    impact: IMPACT.test(impact) ? impact : DEFAULT_IMPACT,
    query: decodeQuery(rest.join("/")),
  };
}

/** The URL of a page in another method version. */
export function inVersion(version, pathname) {
  return `/versions/${version}/${pathname.replace(PINNED, "").replace(/^\//, "")}`;
}

/** Our URL that shows a query in a version. */
export function pageAddress(sector, query, version, impact = DEFAULT_IMPACT, root = "/") {
  return `${root}${PAGES_OF[sector]}/${fragment(query, version, impact)}`;
}

/** The fragment of a simulator's page that shows a query in a version. */
export function fragment(query, version, impact = DEFAULT_IMPACT) {
  return `#${version}/${impact}/${encodeQuery(query)}`;
}

/** Standard base64 of a query's compact JSON. */
export function encodeQuery(query) {
  const bytes = new TextEncoder().encode(JSON.stringify(query));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Decode the query of a base64 text. Throws if it is invalid. */
export function decodeQuery(text) {
  // Strip what a sentence or an e-mail program appends to a link; the base64 of a JSON object never
  // ends like this.
  const base64 = alone(text).replace(/[/.,;:!?)>\]"'»]+$/, "");
  const standard = base64.replaceAll("-", "+").replaceAll("_", "/").replaceAll(" ", "+");
  const bytes = Uint8Array.from(atob(standard.replace(/=+$/, "")), (one) => one.charCodeAt(0));
  const query = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (query === null || typeof query !== "object" || Array.isArray(query)) {
    throw new TypeError("not a simulation");
  }
  return query;
}

function simulatorPage(parts, page) {
  const [, action, ...rest] = parts;
  if ((action === "edit-example" || action === "example") && UUID.test(rest[0] ?? "")) {
    return `${page}exemples/${rest[0].toLowerCase()}/`;
  }
  // "#/food/{impact}/{query}" has no word before the impact; "build" and "simulator" are skipped.
  const named = action === "simulator" || action === "build";
  const [impact, ...tail] = named ? rest : parts.slice(1);
  const query = tail.join("/");
  if (!query) {
    // A single word is an impact to show; anything else is a simulation without an impact.
    return !impact || WORD.test(impact) ? page : `${page}#${DEFAULT_IMPACT}/${impact}`;
  }
  // The query is everything after the impact, since base64 may contain slashes; or, in an old link,
  // everything after the two segments that follow it.
  const old = tail.slice(2).join("/");
  return `${page}#${impact}/${!isQuery(query) && isQuery(old) ? old : query}`;
}

function isQuery(text) {
  try {
    return decodeQuery(text) !== null;
  } catch {
    return false;
  }
}

/** A fragment without tracking parameters: these characters never occur in a link. */
function alone(text) {
  return text.replace(/(?<=.)[?&#].*$/s, "");
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
