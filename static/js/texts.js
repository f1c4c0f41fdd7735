// Sentences of the page's language, which templates hand over in data attributes.

const holder = document.getElementById("sharing-texts");

/** A sentence by its name (`name-missing`), each `{word}` replaced by its value. */
export function sentence(name, values = {}) {
  const text = holder?.dataset[name.replace(/-./g, (part) => part[1].toUpperCase())] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, word) => values[word] ?? whole);
}

/** Show a notice in a live region; `kind` is info, success, warning or error. */
export function announce(region, kind, lines) {
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`;
  for (const line of [lines].flat()) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    notice.append(paragraph);
  }
  region.replaceChildren(notice);
}
