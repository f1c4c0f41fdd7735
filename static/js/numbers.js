// Numbers of the form: sliders and arrow keys write them as the page does; the server reads them.

/** A number as the page writes numbers (web.md 3.7). */
export function written(number) {
  return document.documentElement.lang.startsWith("en") ? number : number.replace(".", ",");
}

document.addEventListener("input", (event) => {
  const number = document.getElementById(event.target.dataset?.number ?? "");
  if (number) number.value = written(event.target.value);
}, true);

// An arrow key steps a number written as the page writes them, as in a browser's own number fields.
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

/** Show beside each number what the server said of it: its default in force, where its slider is. */
export function showNumbers() {
  for (const hint of document.querySelectorAll("#simulator-form [data-default]")) {
    const number = document.getElementById(hint.id.replace("default-", "field-"));
    if (number) number.placeholder = hint.dataset.default;
  }
  document.querySelectorAll("#simulator-form [data-position]").forEach(follow);
}

/** Put a slider where the server read its number, unless it is being moved. */
function follow(read) {
  const id = read.id.replace("read-", "field-");
  const slider = document.querySelector(`[data-number="${id}"]`);
  if (slider && slider !== document.activeElement) slider.value = read.dataset.position;
}
