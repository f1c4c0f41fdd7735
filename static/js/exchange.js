// One request to the server at a time, so that a late response never replaces a newer one.
//
// Intents arriving meanwhile wait for the response; a failed one is retried together with the next.
// An intent is {action, field} for a change of the form, or {shows: true, ...} to show another
// simulation, which does not wait for responses that the page will no longer show.

const PATIENCE_MILLISECONDS = 15_000;
// The button of a row: the rows may have moved after another button's action.
const OF_A_ROW = /:\d+(:|$)/;

/**
 * `prepare` returns the path and the values of an intent; `draw` shows its response and returns
 * the next intent, or null; `rest` is called when there is none, and `fail` with the reason when
 * there is no response. Returns `{ask, retry, stop, status}`.
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
    // Aborted, since something else was requested instead.
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

  /** Drop all pending intents. */
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

/** Merge a change with the one made after it. */
function joined(before, after) {
  if (!before || !after) return before ?? after;
  // A change of what is on the page replaces a pending simulation to show.
  const kept = before.shows ? {} : before;
  const field = !kept.field || kept.field === after.field ? after.field : "";
  return { action: after.action || kept.action || "", field };
}

/** `{html, target}`, or `{fault}`: the name of the sentence that explains the error. */
async function post({ path, values }, abort) {
  const timer = setTimeout(() => abort.abort(), PATIENCE_MILLISECONDS);
  try {
    const answer = await fetch(path, { method: "POST", body: values, signal: abort.signal });
    if (answer.status === 429) return { fault: "too-fast" };
    if (!answer.ok) return { fault: "server-fault" };
    const html = await answer.text();
    // A network that requires signing in first responds with a page of its own.
    if (!/^\s*<div id="(results|simulator)"/.test(html)) return { fault: "no-answer" };
    return { html, target: answer.headers.get("HX-Retarget") ?? "#results" };
  } catch {
    return { fault: "no-answer" };
  } finally {
    clearTimeout(timer);
  }
}
