// What every page needs a script for.

// The fragment holds the simulation shown: keep it across the change of language.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("keepFragment" in form.dataset) form.action = new URL(location.hash || "#", form.action);
});

// A link within the page moves the focus and leaves the fragment as it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
});
