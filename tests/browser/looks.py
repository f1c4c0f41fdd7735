"""One text of each style on a page, for checks that depend on nothing but the style.

The contrast of one text takes axe-core two milliseconds, and a table has a thousand. Texts with the
same styles, their own and those of all their ancestors, have the same contrast. The one with most
letters represents them, because axe-core does not judge a text of a single character.
"""

# Returns the elements within one selector and outside another, one for each combination of tag,
# class, disabled state and styles, including those of all ancestors.
ONE_OF_EACH_LOOK = """
(within, leftOut) => {
  const STYLE = [
    "color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
    "textShadow", "filter", "mixBlendMode", "position", "zIndex", "float", "overflow", "clipPath",
  ];
  const numbers = new Map();
  const looks = new Map();
  const lookOf = (element) => {
    if (element === null) return 0;
    let look = looks.get(element);
    if (look === undefined) {
      const style = getComputedStyle(element);
      const key = JSON.stringify([
        lookOf(element.parentElement), element.localName, element.getAttribute("class"),
        element.matches(":disabled, [aria-disabled=true]") || Boolean(element.control?.disabled),
        ...STYLE.map((name) => style[name]),
      ]);
      look = numbers.get(key);
      if (look === undefined) numbers.set(key, look = numbers.size + 1);
      looks.set(element, look);
    }
    return look;
  };
  const CONTROLS = "input, select, textarea, button";
  const length = (element) => {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const texts = own.map((node) => node.data);
    if (element.matches(CONTROLS)) texts.push(element.value || element.placeholder || "x");
    const count = (characters) => texts.join("").match(characters)?.length ?? 0;
    return 1000 * count(/[\\p{L}\\p{N}]/gu) + count(/\\S/gu);
  };
  const longest = new Map();
  for (const root of document.querySelectorAll(within)) {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      if (element.closest(leftOut)) continue;
      if (!element.checkVisibility({visibilityProperty: true})) continue;
      const count = length(element);
      if (count === 0) continue;
      const look = lookOf(element);
      if (count > (longest.get(look)?.count ?? 0)) longest.set(look, {element, count});
    }
  }
  return [...longest.values()].map(({element}) => element);
}
"""
