// <form data-warn-unsaved>: the browser asks before a changed form is left unsent.
export function warnBeforeLosingChanges() {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}
