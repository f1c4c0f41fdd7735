// The list of saved simulations: open, rename, duplicate, delete, choose, export, import.
import { saveFile } from "./files.js";
import { pageAddress } from "./links.js";
import * as store from "./store.js";
import { announce, sentence } from "./texts.js";

const EXPORT_NAME = "simulations-cout-environnemental.json";

/**
 * Fill the list of templates/sharing/saved_list.html and keep it in sync with the store, including
 * other tabs. `active` returns the id of the simulation on the page; `onChange` is called after
 * each change, and `onMoved` when one simulation is to be shown instead of another. Returns
 * `{items, show}`: the simulations listed, and a function that reads the store again.
 */
export function savedList({ active = () => null, onChange = () => {}, onMoved = () => {} } = {}) {
  const list = document.getElementById("saved");
  const template = document.getElementById("saved-item");
  const messages = document.getElementById("saved-messages");
  const { sector, root, version } = list.dataset;
  const state = { items: [], show };

  function show() {
    let loaded;
    try {
      loaded = store.load();
    } catch (error) {
      announce(messages, "error", sentence(error.code));
      loaded = { simulations: [], rejected: [], setAside: false };
    }
    state.items = loaded.simulations.filter((item) => !sector || item.sector === sector);
    const shown = active(state.items);
    list.replaceChildren(...state.items.map((item) => line(item, item.id === shown)));
    document.getElementById("saved-none").hidden = state.items.length > 0;
    const kept = loaded.simulations.length + loaded.rejected.length;
    document.querySelector('[data-saved-action="export"]').hidden = kept === 0;
    if (loaded.setAside) announce(messages, "warning", sentence("set-aside"));
    if (loaded.rejected.length > 0) {
      announce(messages, "warning", [sentence("kept"), ...loaded.rejected.map(rejection)]);
    }
    onChange(state.items);
  }

  function line(item, shown) {
    const element = template.content.cloneNode(true).querySelector("li");
    const part = (name) => element.querySelector(`[data-part="${name}"]`);
    const link = part("link");
    link.textContent = item.name;
    link.title = item.description;
    link.href = address(item);
    link.dataset.id = item.id;
    if (shown) link.setAttribute("aria-current", "true");
    part("version").textContent = item.version ?? "";
    part("version").hidden = !item.version;
    if (part("sector")) part("sector").textContent = sentence(`sector-${item.sector}`);
    for (const action of ["rename", "duplicate", "remove"]) {
      part(`${action}-name`).textContent = ` ${item.name}`;
    }
    if (part("choice")) {
      part("chosen-name").textContent = item.name;
      part("choice").checked = item.compared;
      part("choice").value = item.id;
    }
    part("remove").addEventListener("click", () => remove(item));
    part("duplicate").addEventListener("click", () => duplicate(item));
    renaming(item, part);
    return element;
  }

  // Use the page of the version it was saved with: if that is not installed, the page says so.
  function address(item) {
    const start = item.version === version ? root : `/versions/${item.version}/`;
    return pageAddress(item.sector, item.query, item.version, "ecs", start);
  }

  function renaming(item, part) {
    const form = part("form");
    const input = part("input");
    const opener = part("rename");
    input.id = `rename-${encodeURIComponent(item.id)}`;
    part("label").htmlFor = input.id;
    const open = (opened) => {
      form.hidden = !opened;
      opener.setAttribute("aria-expanded", String(opened));
      part("error").textContent = "";
      if (!opened) return;
      input.value = item.name;
      input.select();
    };
    opener.addEventListener("click", () => open(form.hidden));
    const close = () => {
      open(false);
      opener.focus();
    };
    part("cancel").addEventListener("click", close);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // In a dialog, Escape would close that as well.
      event.preventDefault();
      close();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const refused = attempt(() => store.rename(item.id, input.value));
      if (refused) {
        part("error").textContent = refused;
        input.focus();
        return;
      }
      const id = `${item.sector}:${input.value.trim()}`;
      onMoved(item.id, id);
      show();
      focusOn(id);
    });
  }

  function duplicate(item) {
    let copy;
    const refused = attempt(() => {
      copy = store.duplicate(item.id, ` ${sentence("copy-mark")}`);
      onMoved(item.id, copy);
    });
    show();
    if (refused) {
      announce(messages, "error", refused);
      return;
    }
    focusOn(copy);
    const { name } = state.items.find((one) => one.id === copy);
    announce(messages, "success", sentence("duplicated", { name }));
  }

  function focusOn(id) {
    const index = state.items.findIndex((item) => item.id === id);
    list.children[index]?.querySelector('[data-part="rename"]').focus();
  }

  function remove(item) {
    if (!confirm(sentence("confirm-delete", { name: item.name }))) return;
    const refused = attempt(() => store.remove(item.id));
    show();
    if (refused) announce(messages, "error", refused);
    else announce(messages, "success", sentence("deleted", { name: item.name }));
    (list.querySelector("a") ?? document.getElementById("import-file")).focus();
  }

  async function importFile(file) {
    let text;
    try {
      text = await file.text();
    } catch {
      announce(messages, "error", sentence("file-unreadable"));
      return;
    }
    let outcome;
    const refused = attempt(() => {
      outcome = store.importText(text);
    });
    show();
    if (refused) {
      announce(messages, "error", refused);
      return;
    }
    const { added, known, rejected } = outcome;
    const counted = sentence("imported", { added, known, rejected: rejected.length });
    const kind = rejected.length > 0 ? "warning" : "success";
    announce(messages, kind, [counted, ...rejected.map(rejection)]);
  }

  function exportFile() {
    const refused = attempt(() => {
      saveFile(EXPORT_NAME, new Blob([store.exported()], { type: "application/json" }));
    });
    if (refused) announce(messages, "error", refused);
  }

  document.querySelector('[data-saved-action="export"]').addEventListener("click", exportFile);
  document.getElementById("import-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await importFile(file);
    event.target.value = "";
  });
  store.onChangeElsewhere(show);
  show();
  return state;
}

/** Change the store; returns the sentence that explains a failure, or null. */
export function attempt(action) {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof store.StoreError) return sentence(error.code);
    throw error;
  }
}

function rejection({ position, code }) {
  return sentence("entry", { position, reason: sentence(code) });
}
