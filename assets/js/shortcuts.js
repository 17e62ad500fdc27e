// <a data-shortcut="j">, <button data-shortcut="a">: one letter follows the link, presses the button or focuses the field.
// "?" shows the list; single letters can be switched off there (WCAG 2.1.4).
const storageKey = "dimos-shortcuts";
const fields = "input, textarea, select, [contenteditable]";

function areOn() {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function describe(element) {
  return element.dataset.shortcutLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim();
}

function listShortcuts(dialog) {
  const list = dialog.querySelector("dl");
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = element.dataset.shortcut;
    term.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = describe(element);
    list.append(term, meaning);
  }
}

// On a Greek keyboard the key J types ξ: the place of the key counts then.
function letterOf(event) {
  const isLatin = event.key.length === 1 && event.key.charCodeAt(0) < 128;
  return isLatin || !event.code.startsWith("Key") ? event.key : event.code.slice(3).toLowerCase();
}

function use(element) {
  if (element.matches(fields)) element.focus();
  else element.click();
}

export function offerKeyboardShortcuts() {
  const dialog = document.querySelector("[data-shortcut-dialog]");
  if (!dialog) return;
  const toggle = dialog.querySelector("input[type=checkbox]");
  toggle.checked = areOn();
  toggle.addEventListener("change", () => remember(toggle.checked));
  const open = () => {
    listShortcuts(dialog);
    dialog.showModal();
  };
  for (const opener of document.querySelectorAll("[data-opens-shortcuts]")) {
    opener.hidden = false;
    opener.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || event.target.matches(fields)) return;
    if (!toggle.checked) return;
    if (event.key === "?") {
      event.preventDefault();
      open();
      return;
    }
    const element = document.querySelector(`[data-shortcut="${CSS.escape(letterOf(event))}"]`);
    if (!element) return;
    event.preventDefault();
    use(element);
  });
}
