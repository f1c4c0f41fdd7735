// Number fields: sliders and arrow keys write numbers as the page does; the server parses them.

/** Format a number as the page does (web.md 3.7). */
export function written(number) {
  return document.documentElement.lang.startsWith("en") ? number : number.replace(".", ",");
}

document.addEventListener("input", (event) => {
  const number = document.getElementById(event.target.dataset?.number ?? "");
  if (number) number.value = written(event.target.value);
}, true);

// Arrow keys step a number in the page's format, as browsers do in their own number fields.
document.addEventListener("keydown", (event) => {
  const input = event.target;
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key] * Number(input.dataset?.step);
  const typed = input.value || input.placeholder;
  if (!by || !new RegExp(`^[0-9]+(${written("\\.")}[0-9]+)?$`).test(typed)) return;
  event.preventDefault();
  const from = Number(typed.replace(",", "."));
  const decimals = Math.max(...[typed, input.dataset.step].map((text) => text.split(/[.,]/)[1]?.length ?? 0));
  input.value = written(Math.max(0, from + by).toFixed(decimals).replace(/(\.[0-9]*?)0+$/, "$1").replace(/\.$/, ""));
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

/** Update what the server says about each number: its default, and its slider's position. */
export function showNumbers() {
  for (const hint of document.querySelectorAll("#simulator-form [data-default]")) {
    const number = document.getElementById(hint.id.replace("default-", "field-"));
    if (number) number.placeholder = hint.dataset.default;
  }
  document.querySelectorAll("#simulator-form [data-position]").forEach(follow);
}

/** Move a slider to the number read by the server, unless the user is dragging it. */
function follow(read) {
  const id = read.id.replace("read-", "field-");
  const slider = document.querySelector(`[data-number="${id}"]`);
  if (slider && slider !== document.activeElement) slider.value = read.dataset.position;
}
