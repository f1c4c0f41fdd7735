// Sentences of the page's language, which templates hand over in `template[data-sentences]`.

/** A sentence by its name (`name-missing`), each `{word}` replaced by its value. */
export function sentence(name, values = {}) {
  const text = [...document.querySelectorAll("template[data-sentences]")]
    .map((holder) => holder.content.querySelector(`[data-sentence="${name}"]`)?.textContent)
    .find((found) => found !== undefined) ?? name;
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
