// The links that open the product of the page in another version follow each new result, which holds
// the product in the other version's words.
document.addEventListener("settled", () => {
  for (const link of document.querySelectorAll("a[data-in-version]")) {
    const found = document.querySelector(`#simulation [data-elsewhere-in="${link.dataset.inVersion}"]`);
    if (found) link.href = found.value;
  }
});
