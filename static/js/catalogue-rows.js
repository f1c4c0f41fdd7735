// The table of all rows: sorted, filtered, a page at a time.

import { pager } from "./paging.js";
import { wordsOf } from "./searching.js";
import { sentence } from "./texts.js";
import { figure, written } from "./written.js";

const PAGE = 50;
const STATES = {
  scored: (row) => row.score !== null,
  refused: needsCorrection,
  remarks: (row) => row.warnings.length > 0,
  differs: (row) => row.check === "differs",
};

/** Whether a row is to be corrected: refused by the method, or by the portal where it was asked. */
export function needsCorrection(row) {
  return row.portal ? row.portal.verdict === "refused" : row.errors.length > 0;
}

/** The score that a declared one is compared with: that of the whole, for a row of a set. */
function soldScore(row) {
  return row.score === null || !row.whole ? row.score : row.whole.score;
}

/** The table; `openRow(row)` opens one in the simulator. */
export function rowTable(openRow) {
  const section = document.getElementById("rows");
  const body = section.querySelector("tbody");
  const model = document.getElementById("row").content;
  const search = document.getElementById("row-search");
  const state = document.getElementById("row-state");
  const category = document.getElementById("row-category");
  const names = namesOfCategories();
  let rows = [];
  let shown = [];
  let order = { key: "line", step: 1 };

  const pages = pager(section.querySelector("[data-pager]"), PAGE, (first, last) => {
    body.replaceChildren(...shown.slice(first, last).map(line));
  });

  function line(row) {
    const drawn = model.cloneNode(true);
    const part = (name) => drawn.querySelector(`[data-part="${name}"]`);
    part("line").textContent = row.line;
    part("id").textContent = row.id ?? "";
    part("category").textContent = names[row.category] ?? row.category ?? "";
    part("score").textContent = row.score === null ? sentence("refused") : figure(soldScore(row));
    if (row.score !== null && row.whole) part("score").append(shareOf(row));
    part("score").classList.toggle("is-refused", row.score === null);
    part("per100g").textContent = figure(row.per100g);
    part("declared").textContent = row.declared === null ? "" : figure(row.declared);
    if (row.check) part("declared").append(badge(row.check, row.check === "differs"));
    if (row.portal) {
      part("portal").append(badge(row.portal.verdict, row.portal.verdict === "refused"));
    } else {
      part("portal").remove();
    }
    part("remarks").append(...remarksOf(row));
    const open = drawn.querySelector("[data-open-row]");
    open.hidden = row.score === null;
    open.dataset.openRow = row.index;
    open.querySelector("span").textContent = ` ${row.id ?? row.line}`;
    return drawn;
  }

  function draw({ stay = false } = {}) {
    const words = wordsOf(search.value);
    const wanted = STATES[state.value] ?? (() => true);
    shown = rows.filter((row) => wanted(row) && (!category.value || row.category === category.value));
    if (words.length) shown = shown.filter((row) => words.every((word) => row.found.includes(word)));
    shown.sort((one, other) => compared(valueOf(one), valueOf(other), order.step) || one.index - other.index);
    for (const head of section.querySelectorAll("thead [data-sort]")) {
      const sorted = head.dataset.sort === order.key;
      if (sorted) head.closest("th").setAttribute("aria-sort", order.step > 0 ? "ascending" : "descending");
      else head.closest("th").removeAttribute("aria-sort");
    }
    document.getElementById("row-count").textContent = sentence("shown", { count: written(shown.length) }, shown.length);
    pages.of(shown.length, { stay });
  }

  function valueOf(row) {
    if (order.key === "score") return soldScore(row);
    return order.key === "category" ? (names[row.category] ?? "") : row[order.key];
  }

  section.addEventListener("click", (event) => {
    const sort = event.target.closest("[data-sort]")?.dataset.sort;
    const opened = event.target.closest("[data-open-row]")?.dataset.openRow;
    if (opened !== undefined) openRow(rows[Number(opened)]);
    if (!sort) return;
    order = { key: sort, step: order.key === sort ? -order.step : 1 };
    draw();
  });
  for (const control of [search, state, category]) control.addEventListener("input", () => draw());

  return {
    /** Show the rows of a catalogue. */
    show(catalogue, { stay = false } = {}) {
      rows = catalogue.rows;
      for (const row of rows) {
        row.found = wordsOf(`${row.line} ${row.id ?? ""} ${names[row.category] ?? ""} ${row.whole?.reference ?? ""}`).join(" ");
      }
      document.getElementById("row-wholes").hidden = !rows.some((row) => row.whole);
      const known = [...new Set(rows.map((row) => row.category).filter(Boolean))];
      known.sort((one, other) => (names[one] ?? one).localeCompare(names[other] ?? other));
      const chosen = category.value;
      category.replaceChildren(category.options[0], ...known.map((code) => new Option(names[code] ?? code, code)));
      category.value = known.includes(chosen) ? chosen : "";
      for (const head of section.querySelectorAll("thead [data-portal-column]")) head.hidden = !rows.some((row) => row.portal);
      draw({ stay });
    },
  };
}

function namesOfCategories() {
  const spans = document.getElementById("category-names").content.querySelectorAll("[data-code]");
  return Object.fromEntries([...spans].map((span) => [span.dataset.code, span.textContent]));
}

/** Rows without a value come last, whichever way. */
function compared(one, other, step) {
  const [none, nor] = [one ?? "", other ?? ""].map((value) => value === "");
  if (none || nor) return Number(none) - Number(nor);
  if (typeof one === "number") return step * (one - other);
  return step * String(one).localeCompare(String(other), undefined, { numeric: true });
}

function badge(name, bad) {
  const drawn = document.createElement("span");
  drawn.className = bad ? "badge bad" : "badge";
  drawn.textContent = sentence(name);
  return drawn;
}

/** The whole that a row belongs to, and its own share of the score. */
function shareOf(row) {
  const drawn = document.createElement("small");
  drawn.textContent = sentence(`whole-${row.whole.kind}`, { reference: row.whole.reference, score: figure(row.score) });
  return drawn;
}

function remarksOf(row) {
  const said = [
    ...row.errors,
    ...row.warnings,
    ...[...(row.portal?.reasons ?? []), ...(row.portal?.changes ?? []), ...(row.portal?.notes ?? [])]
      .map((one) => [one.column, one.message]),
  ].map(([column, message]) => (column ? sentence("named", { column, message }) : message));
  const own = [...new Set(said)];
  if (!own.length) return [];
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = own.length === 1 ? sentence("remark") : sentence("remarks", { count: own.length });
  const list = document.createElement("ul");
  for (const text of own) {
    const item = document.createElement("li");
    item.textContent = text;
    list.append(item);
  }
  details.append(summary, list);
  return [details];
}
