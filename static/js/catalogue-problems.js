// The rows to correct, one page at a time: the errors of each, and a field for each cell concerned.

import { needsCorrection } from "./catalogue-rows.js";
import { pager } from "./paging.js";
import { sentence } from "./texts.js";
import { written } from "./written.js";

// On a phone, fields are below each other.
const PAGE = matchMedia("(max-width: 48em)").matches ? 4 : 10;

/** The list; `changed(count)` gets the number of rows changed since they were computed. */
export function problemList(changed) {
  const section = document.getElementById("problems");
  const list = document.getElementById("problem-list");
  const model = document.getElementById("problem").content;
  let catalogue = null;
  let faulty = [];
  const edited = new Set();

  const pages = pager(section.querySelector("[data-pager]"), PAGE, (first, last) => {
    list.start = first + 1;
    list.replaceChildren(...faulty.slice(first, last).map(item));
  });

  function item(row) {
    const drawn = model.cloneNode(true);
    const values = { line: row.line, name: row.id };
    drawn.querySelector("h3").textContent = sentence(row.id ? "problem" : "problem-unnamed", values);
    const reasons = drawn.querySelector(".problem-reasons");
    const fields = drawn.querySelector(".fields");
    const about = new Map();
    for (const [column, message] of reasonsOf(row)) {
      const place = placeOf(row, column);
      if (place === null) reasons.append(reason(column, message, Boolean(row.fault)));
      else about.set(place, [...(about.get(place) ?? []), [column, message]]);
    }
    for (const [place, said] of about) fields.append(field(row, place, said));
    reasons.hidden = !reasons.children.length;
    return drawn;
  }

  function placeOf(row, column) {
    if (row.fault) return null;
    if (row.text !== undefined) return "text";
    const place = catalogue.header.indexOf(column);
    return place < 0 ? null : place;
  }

  function field(row, place, said) {
    const holder = document.createElement("div");
    holder.className = "field";
    const id = `cell-${row.index}-${place}`;
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = place === "text" ? sentence("json-row") : catalogue.header[place];
    const address = catalogue.head.help[place];
    const isLong = place === "text";
    const input = document.createElement(isLong ? "textarea" : "input");
    input.id = id;
    if (!isLong) input.type = "text";
    else input.rows = 4;
    input.value = isLong ? row.text : textOf(row.cells[place]);
    input.spellcheck = false;
    input.dataset.row = row.index;
    input.dataset.place = place;
    if (!edited.has(row.index)) input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${id}-why`);
    const why = document.createElement("div");
    why.id = `${id}-why`;
    why.className = "field-error";
    for (const [column, message] of said) {
      const line = document.createElement("p");
      line.textContent = isLong && column ? sentence("named", { column, message }) : message;
      why.append(line);
    }
    holder.append(address ? helped(label, address) : label, input, why);
    return holder;
  }

  list.addEventListener("input", (event) => {
    const { row: index, place } = event.target.dataset;
    if (index === undefined) return;
    const row = catalogue.rows[Number(index)];
    if (place === "text") row.text = event.target.value;
    else row.cells[Number(place)] = event.target.value;
    event.target.removeAttribute("aria-invalid");
    edited.add(row.index);
    changed(edited.size);
  });

  return {
    /** The number of rows changed but not yet computed. */
    get edited() {
      return edited.size;
    },
    /** Show the rows of a catalogue that need a correction. */
    show(found, { stay = false } = {}) {
      catalogue = found;
      faulty = found.rows.filter(needsCorrection);
      edited.clear();
      changed(0);
      section.hidden = !faulty.length;
      document.getElementById("jump-problems").hidden = !faulty.length;
      const counts = { count: written(faulty.length), rows: written(found.rows.length) };
      document.getElementById("problems-title").textContent = sentence("problems", counts, faulty.length);
      pages.of(faulty.length, { stay });
    },
  };
}

function reasonsOf(row) {
  if (!row.portal) return row.errors;
  return row.portal.reasons.map((one) => [one.column, one.message]);
}

function reason(column, message, inFile) {
  const line = document.createElement("li");
  line.textContent = column ? sentence("named", { column, message }) : message;
  if (inFile) line.textContent += ` (${sentence("in-file")})`;
  return line;
}

/** The label with the "?" of its field, in another tab: this one holds the file and its corrections. */
function helped(label, address) {
  const holder = document.createElement("div");
  holder.className = "label";
  const link = document.createElement("a");
  link.className = "help";
  link.href = address;
  link.target = "_blank";
  link.textContent = "?";
  const about = document.createElement("span");
  about.className = "visually-hidden";
  about.textContent = ` ${sentence("help", { column: label.textContent })}`;
  link.append(about);
  holder.append(label, "\u00a0", link);
  return holder;
}

function textOf(cell) {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
