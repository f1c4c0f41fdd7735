// Folded parts of a form: they stay open when the form is re-rendered, and are opened if they
// contain an error or a warning.
const ALL = "#simulator details.fold";

/** Remember what is open; returns a function that reopens it after re-rendering. */
export function holdFolds() {
  const open = [...document.querySelectorAll(`${ALL}[open]`)].map(({ id }) => id);
  return () => {
    for (const id of open) {
      const part = document.getElementById(id);
      if (part) part.open = true;
    }
  };
}

/** Open every folded part that contains an element. */
export function reveal(element) {
  for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
}
