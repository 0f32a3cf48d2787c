// Tabs by the ARIA Authoring Practices: arrows, Home and End move, and what is reached is shown.

/** Makes tabs of a tablist; calls when one is shown. Gives the function that shows one by the id of its tab. */
export function tabs(list, shown = () => {}) {
  const all = [...list.querySelectorAll("[role=tab]")];
  function show(tab) {
    for (const one of all) {
      const isIt = one === tab;
      one.setAttribute("aria-selected", String(isIt));
      one.tabIndex = isIt ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !isIt;
    }
    shown(tab.id);
  }
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) {
      show(tab);
    }
  });
  list.addEventListener("keydown", (event) => {
    const now = all.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 }[event.key];
    if (now >= 0 && to !== undefined) {
      const tab = all[(to + all.length) % all.length];
      event.preventDefault();
      tab.focus();
      show(tab);
    }
  });
  return (id) => show(document.getElementById(id));
}
