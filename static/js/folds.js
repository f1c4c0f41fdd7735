// The folded parts of a form: what was open stays open when the form is drawn again, and nothing that
// a person has to see or to mend stays hidden in one.
const ALL = "#simulator details.fold";

/** Remember what is open; the function given opens it again in what was drawn since. */
export function holdFolds() {
  const open = [...document.querySelectorAll(`${ALL}[open]`)].map(({ id }) => id);
  return () => {
    for (const id of open) {
      const part = document.getElementById(id);
      if (part) part.open = true;
    }
  };
}

/** Open all that an element is folded in. */
export function reveal(element) {
  for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
}
