// The inbox by keyboard: arrows go from case to case, and so do the buttons [data-row-step], which j and k press.
// Enter opens, since the link has the focus.
const links = () => [...document.querySelectorAll("[data-rows] tbody th a")];

function go(step) {
  const all = links();
  const here = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next]?.focus();
}

export function offerRowKeys() {
  if (!document.querySelector("[data-rows]")) return;
  for (const button of document.querySelectorAll("[data-row-step]"))
    button.addEventListener("click", () => go(Number(button.dataset.rowStep)));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!event.target.closest?.("[data-rows]")) return;
    event.preventDefault();
    go(step);
  });
}
