// Search in a list of the page: tolerant matching, best matches first.
//
// Same rules as foundation/searching.py on the server; both are tested against one table of cases.

const LETTERS = { œ: "oe", æ: "ae", ß: "ss", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'" };
const SHORTEST_PLURAL = 4;
// Plurals that do more than add a letter, in both languages: bocaux, tomatoes, cherries, peaches.
const PLURALS = { aux: "al", oes: "o", ies: "y", ches: "ch", shes: "sh", sses: "ss", xes: "x" };
const [WHOLE, BEGINNING, INSIDE, ACROSS, BESIDE] = [0, 1, 2, 3, 4];

/** A text without accents, capitals or ligatures, with uniform apostrophes. */
export function fold(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[œæß’‘ʼ′`´]/gu, (mark) => LETTERS[mark]);
}

export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The possible singular forms of a word; the word itself if it is not a plural. */
function singulars(word) {
  if (word.length < SHORTEST_PLURAL || !/[sx]$/.test(word)) return [word];
  const others = Object.entries(PLURALS)
    .filter(([ending]) => word.endsWith(ending))
    .map(([ending, singular]) => word.slice(0, -ending.length) + singular);
  return [word.slice(0, -1), ...others];
}

/** How well a name matches all the words, lower is better; null if a word is missing. */
export function rank(wanted, name, beside = "") {
  const words = wordsOf(name);
  const matches = wanted.map((word) => match(word, words, fold(beside)));
  if (matches.includes(null)) return null;
  if (!matches.length) return [0, 0, 0, 0];
  const kinds = matches.map(([kind]) => kind);
  const sum = kinds.reduce((total, kind) => total + kind, 0);
  return [Math.max(...kinds), sum, matches[0][1], words.length];
}

/** Compare two ranks. */
export function compare(one, other) {
  const place = one.findIndex((part, index) => part !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

function match(word, words, beside) {
  const alone = singulars(word);
  let best = null;
  for (const [place, known] of words.entries()) {
    if (singulars(known).some((one) => alone.includes(one))) return [WHOLE, place];
    if (!known.includes(word)) continue;
    const found = [known.startsWith(word) ? BEGINNING : INSIDE, place];
    if (best === null || compare(found, best) < 0) best = found;
  }
  if (best) return best;
  if (words.join("").includes(word)) return [ACROSS, 0];
  return alone.some((one) => beside.includes(one)) ? [BESIDE, 0] : null;
}
