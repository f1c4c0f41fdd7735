// One exchange with the server at a time, so that no late answer replaces a newer one.
//
// What is asked meanwhile waits for the answer; what got none is asked again with what is asked
// next. An intent is {action, field} for a change of the form, or {shows: true, ...} for another
// simulation, which is not kept waiting by what the page will no longer show.

const PATIENCE_MILLISECONDS = 15_000;
// The button of a row: once another button has done its work, the rows may stand elsewhere.
const OF_A_ROW = /:\d+(:|$)/;

/**
 * `prepare` gives the path and the values of an intent; `draw` shows its answer and gives what is
 * to be asked next, or null; `rest` is called when nothing is, and `fail` is told why there is no
 * answer. Returns `{ask, retry, stop, status}`.
 */
export function exchanges({ prepare, draw, rest, fail }) {
  let underWay = null;
  let waiting = null;
  let unanswered = null;

  function ask(intent) {
    if (intent.shows) {
      stop();
      send(intent);
    } else if (!underWay) {
      send(joined(unanswered, intent));
    } else {
      const late = (underWay.intent.action || underWay.intent.shows) && OF_A_ROW.test(intent.action);
      waiting = joined(waiting, late ? { ...intent, action: "" } : intent);
    }
  }

  async function send(intent) {
    const mine = { intent, abort: new AbortController() };
    unanswered = null;
    underWay = mine;
    const answer = await post(prepare(intent), mine.abort);
    // Something else was asked for in its place.
    if (underWay !== mine) return;
    const next = waiting;
    underWay = waiting = null;
    if (!answer.fault) {
      const more = draw(intent, answer);
      if (more || next) send(joined(more, next));
      else rest();
    } else if (next) {
      send(joined(intent, next));
    } else {
      unanswered = intent;
      fail(answer.fault);
    }
  }

  /** Want no answer any more. */
  function stop() {
    underWay?.abort.abort();
    underWay = waiting = unanswered = null;
  }

  function retry() {
    if (unanswered && !underWay) send(unanswered);
  }

  const status = () => (underWay ? "asking" : unanswered ? "unanswered" : "idle");
  return { ask, retry, stop, status };
}

/** A change and the one made after it, in one. */
function joined(before, after) {
  if (!before || !after) return before ?? after;
  // A change of what is on the page, instead of what was to be shown there.
  const kept = before.shows ? {} : before;
  const field = !kept.field || kept.field === after.field ? after.field : "";
  return { action: after.action || kept.action || "", field };
}

/** `{html, target}`, or `{fault}`: the name of the sentence that says why there is no answer. */
async function post({ path, values }, abort) {
  const timer = setTimeout(() => abort.abort(), PATIENCE_MILLISECONDS);
  try {
    const answer = await fetch(path, { method: "POST", body: values, signal: abort.signal });
    if (answer.status === 429) return { fault: "too-fast" };
    if (!answer.ok) return { fault: "server-fault" };
    const html = await answer.text();
    // A network that asks to sign in first answers with a page of its own.
    if (!/^\s*<div id="(results|simulator)"/.test(html)) return { fault: "no-answer" };
    return { html, target: answer.headers.get("HX-Retarget") ?? "#results" };
  } catch {
    return { fault: "no-answer" };
  } finally {
    clearTimeout(timer);
  }
}
