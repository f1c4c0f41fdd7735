// Sentences of the page's language, which templates hand over in `template[data-sentences]`.

const plurals = new Intl.PluralRules(document.documentElement.lang || "fr");

/**
 * A sentence by its name (`name-missing`), each `{word}` replaced by its value. `number` selects
 * the grammatical number: `name-one` is the singular form, if there is one.
 */
export function sentence(name, values = {}, number = null) {
  const single = number !== null && plurals.select(number) === "one" ? found(`${name}-one`) : undefined;
  const text = single ?? found(name) ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, word) => values[word] ?? whole);
}

function found(name) {
  return [...document.querySelectorAll("template[data-sentences]")]
    .map((holder) => holder.content.querySelector(`[data-sentence="${name}"]`)?.textContent)
    .find((text) => text !== undefined);
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
