// What every page needs a script for.

// The fragment holds the simulation shown: keep it across the change of language.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("keepFragment" in form.dataset) form.action = new URL(location.hash || "#", form.action);
});

// A row of tabs that is wider than a phone begins with the one that is open.
for (const tab of document.querySelectorAll('.tabs > [aria-current="page"], .tabs > [aria-pressed="true"]')) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A link within the page moves the focus and leaves the fragment as it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
});
