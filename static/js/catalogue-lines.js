// What the page sends to score a catalogue, and the lines streamed back.
//
// The rows only exist in this page: the server discards them with its response.

/** An error: `sentence` names a sentence of the page, else the message is the server's own. */
export class Refusal extends Error {
  constructor(message, sentence = "") {
    super(message);
    this.sentence = sentence;
  }
}

/** The rows to send back, with errors and warnings that their cells no longer show. */
export function tableOf(catalogue, rows = catalogue.rows) {
  const lines = rows.map((row) => {
    const line = { line: row.line };
    if (row.text !== undefined) line.text = row.text;
    else line.cells = row.cells;
    if (row.fault) line.fault = row.fault;
    if (row.remarks?.length) line.remarks = row.remarks;
    if (row.query) line.query = row.query;
    return line;
  });
  const { header, separator } = catalogue;
  const text = JSON.stringify({ header, separator, rows: lines });
  return new Blob([text], { type: "application/json" });
}

/** Send a file or a table and return the response. Throws `Refusal`. */
export async function post(address, body, signal) {
  let answer;
  const headers = { "Content-Type": body.type === "application/json" ? body.type : "application/octet-stream" };
  try {
    answer = await fetch(address, { method: "POST", body, headers, signal });
  } catch (error) {
    if (error.name === "AbortError") throw new Refusal("", "stopped");
    throw new Refusal("", "no-answer");
  }
  if (answer.ok) return answer;
  if (answer.status === 429) throw new Refusal("", "too-fast");
  if (answer.status === 413 && !isJson(answer)) throw new Refusal("", "too-large");
  if (!isJson(answer)) throw new Refusal("", "no-answer");
  const { error } = await answer.json();
  // A proxy's own error responses have the format of the API's.
  throw typeof error === "string" ? new Refusal(error) : new Refusal("", answer.status === 413 ? "too-large" : "no-answer");
}

/**
 * Read the response row by row; `progress` is called with the rows received so far and the total.
 * Throws `Refusal`.
 */
export async function score(address, body, { signal, progress }) {
  const answer = await post(address, body, signal);
  const catalogue = { rows: [] };
  try {
    for await (const line of linesOf(answer.body)) {
      if (!catalogue.head) catalogue.head = line;
      else if (line.html === undefined) catalogue.rows.push({ ...line, index: catalogue.rows.length });
      else Object.assign(catalogue, { summary: line.summary, html: line.html });
      if (catalogue.rows.length % 100 === 0) progress(catalogue.rows.length, catalogue.head.count);
    }
  } catch (error) {
    throw new Refusal("", error.name === "AbortError" ? "stopped" : "cut");
  }
  if (catalogue.html === undefined) throw new Refusal("", "cut");
  const { header, separator } = catalogue.head;
  return { ...catalogue, header, separator };
}

async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest) yield JSON.parse(rest);
}

function isJson(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json");
}
