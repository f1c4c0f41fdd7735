// What was typed or chosen while a request was under way, which a form drawn again would lose.

/**
 * `[name, value]` of what was changed in a form since `sent`, its contents as they were posted.
 * After a row was taken off, the others may stand elsewhere; "reset" is meant to lose it all.
 */
export function unsentOf(form, sent, action = "") {
  if (action === "reset") return [];
  const before = new URLSearchParams(sent);
  return [...form.elements]
    .filter((control) => control.name && !(action.startsWith("delete-") && /\d/.test(control.name)))
    .map((control) => [control, valueOf(control)])
    .filter(([control, value]) => value !== undefined && value !== valueBefore(control, before))
    .map(([control, value]) => [control.name, value]);
}

/** Put it into the form that was drawn since; the names of what is then different. */
export function fillIn(form, unsent) {
  return unsent.filter(([name, value]) => {
    const control = form?.elements[name];
    if (!control || valueOf(control) === undefined || valueOf(control) === value) return false;
    if (control.type === "checkbox") control.checked = value;
    else control.value = value;
    return true;
  }).map(([name]) => name);
}

/** What a person has set; undefined for what is no control of theirs. */
function valueOf(control) {
  if (control.type === "checkbox") return control.checked;
  const chosen = control.type === "hidden" && control.name.endsWith("-id");
  const set = control.matches?.('select, input[type="text"]') || chosen;
  return set ? control.value : undefined;
}

function valueBefore(control, before) {
  return control.type === "checkbox" ? before.has(control.name) : before.get(control.name);
}
