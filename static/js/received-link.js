// A link received by e-mail holds its token in the fragment: put it into the form. Nothing is sent
// before the button is pressed, so that a machine that opens links spends none.

const section = document.querySelector("[data-received-link]");

function fill() {
  const token = location.hash.slice(1);
  if (!/^[\w-]{43}$/.test(token)) return;
  section.querySelector("input[name=token]").value = token;
  section.querySelector("[data-token-field]").hidden = true;
  for (const other of document.querySelectorAll("[data-other-way]")) other.hidden = true;
  section.querySelector("button").focus();
}

addEventListener("hashchange", fill);
fill();
