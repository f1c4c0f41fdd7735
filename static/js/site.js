// What every page needs a script for.

// The fragment holds the simulation shown: keep it across the change of language.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("keepFragment" in form.dataset) form.action = new URL(location.hash || "#", form.action);
});
