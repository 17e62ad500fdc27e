// Three text sizes, remembered on the device. Without JavaScript the browser's own zoom does the same.
const storageKey = "dimos-text-size";

function remembered() {
  try {
    return localStorage.getItem(storageKey) ?? "normal";
  } catch {
    return "normal";
  }
}

function apply(size) {
  if (size === "normal") delete document.documentElement.dataset.textSize;
  else document.documentElement.dataset.textSize = size;
  for (const button of document.querySelectorAll("[data-set-text-size]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTextSize === size));
  try {
    localStorage.setItem(storageKey, size);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

export function offerTextSizes() {
  apply(remembered());
  for (const group of document.querySelectorAll("[data-text-sizes]")) {
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const button = event.target.closest("[data-set-text-size]");
      if (button) apply(button.dataset.setTextSize);
    });
  }
}
