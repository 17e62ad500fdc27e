// A second click on a submit button of the same form is ignored. The server refuses doubles by itself too.
const releaseAfterMs = 8000;

function release(form) {
  delete form.dataset.submitting;
  for (const button of form.querySelectorAll("[aria-disabled=true][data-was-enabled]")) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.wasEnabled;
  }
}

export function guardAgainstDoubleSubmission() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.submitting) {
      event.preventDefault();
      return;
    }
    form.dataset.submitting = "true";
    for (const button of form.querySelectorAll("button:not([type=button]):not([aria-disabled])")) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.wasEnabled = "true";
    }
    setTimeout(() => release(form), releaseAfterMs);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-submitting]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });
}
