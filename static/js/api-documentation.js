// Starts the documentation viewer in place of the plain list of operations.
const viewer = document.getElementById("viewer");
// The viewer's English strings, in the language of the page.
const words = new Map(
  Array.from(document.querySelectorAll("#viewer-words li"), (item) => [item.dataset.word, item.textContent.trim()]),
);

function translate(root) {
  for (const control of root.querySelectorAll("[aria-label]")) {
    const said = control.getAttribute("aria-label");
    if (words.has(said)) control.setAttribute("aria-label", words.get(said));
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (text) =>
    text.parentElement?.closest(".microlight, textarea, .renderedMarkdown") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (texts.nextNode()) {
    const said = texts.currentNode.nodeValue.trim();
    if (words.has(said)) texts.currentNode.nodeValue = texts.currentNode.nodeValue.replace(said, words.get(said));
  }
}

if (words.size > 0) {
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translate(change.target.parentNode ?? viewer);
      else change.addedNodes.forEach((node) => translate(node.parentNode ?? viewer));
    }
  }).observe(viewer, { childList: true, characterData: true, subtree: true });
}

window.SwaggerUIBundle({
  url: viewer.dataset.document,
  domNode: viewer,
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
  // The public validator would send the document to another host.
  validatorUrl: null,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
