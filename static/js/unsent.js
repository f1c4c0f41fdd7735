// What was typed or chosen while a request was pending, which re-rendering the form would lose.

/**
 * `[name, value]` of the fields changed since the form was posted with the content `sent`. After a
 * row was deleted, others may have moved; "reset" is meant to lose everything.
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

/** Put the changes into the re-rendered form; returns the names of the fields that differ. */
export function fillIn(form, unsent) {
  return unsent.filter(([name, value]) => {
    const control = form?.elements[name];
    if (!control || valueOf(control) === undefined || valueOf(control) === value) return false;
    if (control.type === "checkbox") control.checked = value;
    else control.value = value;
    return true;
  }).map(([name]) => name);
}

/** The value set by the user; undefined for anything that is not a user control. */
function valueOf(control) {
  if (control.type === "checkbox") return control.checked;
  const chosen = control.type === "hidden" && control.name.endsWith("-id");
  const set = control.matches?.('select, input[type="text"]') || chosen;
  return set ? control.value : undefined;
}

function valueBefore(control, before) {
  return control.type === "checkbox" ? before.has(control.name) : before.get(control.name);
}
