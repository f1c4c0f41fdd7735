// A click anywhere in a row opens its page, as its link does. Clicks on links of the row, with a key
// held, or that end a selection of text are left alone.

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a, button, input, summary")) return;
  if (String(getSelection())) return;
  event.target.closest(".explorer tbody tr")?.querySelector("th a")?.click();
});
