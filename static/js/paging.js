// Shows a long list one page at a time.

import { sentence } from "./texts.js";
import { written } from "./written.js";

/** The buttons and position of a list; `draw(first, last)` shows part of it. */
export function pager(holder, size, draw) {
  let page = 0;
  let count = 0;
  const [before, after] = holder.querySelectorAll("[data-step]");

  function show() {
    page = Math.max(0, Math.min(page, Math.ceil(count / size) - 1));
    const first = page * size;
    const last = Math.min(count, first + size);
    draw(first, last);
    holder.hidden = count <= size;
    const place = { first: written(first + 1), last: written(last), count: written(count) };
    holder.querySelector("[data-place]").textContent = sentence("page", place);
    before.disabled = first === 0;
    after.disabled = last === count;
  }

  holder.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (!step) return;
    page += Number(step);
    show();
  });

  return {
    /** Show a list of this length, from the start unless the position is kept. */
    of(length, { stay = false } = {}) {
      count = length;
      if (!stay) page = 0;
      show();
    },
  };
}
