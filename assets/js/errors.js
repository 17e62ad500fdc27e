// The error summary takes the focus, so that screen readers begin there.
export function focusErrorSummary() {
  document.querySelector("[data-error-summary]")?.focus();
}
