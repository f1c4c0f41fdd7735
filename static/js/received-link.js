// A link received by e-mail holds its token in the fragment: put it into the form. Nothing is sent
// before the button is pressed, so that a machine that opens links spends none.

const details = document.querySelector("[data-received-link]");

function fill() {
  const token = location.hash.slice(1);
  if (!/^[\w-]{43}$/.test(token)) return;
  details.querySelector("input[name=token]").value = token;
  details.querySelector("[data-token-field]").hidden = true;
  for (const other of document.querySelectorAll("[data-other-way]")) other.hidden = true;
  details.open = true;
  details.querySelector("button").focus();
}

// A second click would spend the link again, and show its refusal in place of the account.
let sent = false;
details.querySelector("form").addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => {
  sent = false;
});

addEventListener("hashchange", fill);
fill();
