// Updates the links that open the page's product in another version, after each new result, which
// contains the product in that version's identifiers.
document.addEventListener("settled", () => {
  for (const link of document.querySelectorAll("a[data-in-version]")) {
    const found = document.querySelector(`#simulation [data-elsewhere-in="${link.dataset.inVersion}"]`);
    if (found) link.href = found.value;
  }
});
