// A link received by e-mail has its token in the fragment: put it into the form. Nothing is sent
// before the button is pressed, so that programs that open links automatically do not use it up.

const details = document.querySelector("[data-received-link]");

const field = details.querySelector("input[name=token]");
const cut = details.querySelector("[data-cut-short]");

function fill() {
  // Ignore what a sentence puts around a link; the server does so too.
  const text = unescaped(location.hash.slice(1));
  const found = text.match(/[\w-]+/g)?.filter((word) => word.length === 43) ?? [];
  const whole = found.length === 1;
  const token = whole ? found[0] : text;
  if (!token || (!whole && document.getElementById(token))) return;
  field.value = token;
  details.querySelector("[data-token-field]").hidden = whole;
  cut.hidden = whole;
  for (const other of document.querySelectorAll("[data-other-way]")) other.hidden = whole;
  details.open = true;
  if (whole) comeBack();
  if (whole) details.querySelector("button").focus();
  else field.focus();
}

// Return to the page from which this browser requested the link, with its simulation (site.js).
function comeBack() {
  const next = details.querySelector("input[name=next]");
  try {
    const kept = JSON.parse(localStorage.getItem("return"));
    if (!kept || next.value || !(Date.now() < kept.until)) return;
    next.value = kept.next;
    const fragment = { path: kept.path, hash: kept.hash };
    if (kept.hash) sessionStorage.setItem("fragment", JSON.stringify(fragment));
  } catch {
    // The link leads to the account page.
  }
}
details.querySelector("form").addEventListener("submit", () => {
  try {
    localStorage.removeItem("return");
  } catch {
    // Local storage is unavailable.
  }
});

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

addEventListener("hashchange", fill);
fill();
