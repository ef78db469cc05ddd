// What the theme leaves to the mouse is given to keys as well: the menu of narrow windows, and boxes that scroll.
"use strict";

// A label opens something for the mouse alone; what stands in it becomes the button. A page without scripts keeps the label.
function asButton(part, toggle, name) {
  const tell = () => part.setAttribute("aria-expanded", String(toggle.checked));
  part.tabIndex = 0;
  part.setAttribute("role", "button");
  part.setAttribute("aria-label", name);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle.click();
  });
  toggle.addEventListener("change", tell);
  tell();
}

function prepareMenu(drawer, label, side) {
  const button = document.createElement("span");
  button.className = "sw-menu";
  button.append(...label.childNodes);
  label.append(button);
  // Whoever opens the menu by key goes on in it; it closes on Escape, and when the focus leaves it.
  let byKey = false;
  button.addEventListener("keydown", () => (byKey = true));
  button.addEventListener("pointerdown", () => (byKey = false));
  drawer.addEventListener("change", () => {
    if (drawer.checked && byKey) side.querySelector("a[href]").focus();
  });
  asButton(button, drawer, "Menu");
  side.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
  side.addEventListener("focusout", (event) => {
    if (byKey && drawer.checked && event.relatedTarget && !side.contains(event.relatedTarget)) drawer.click();
  });
}

const drawer = document.querySelector("#__drawer");
const label = document.querySelector(".md-header label[for=__drawer]");
const side = document.querySelector(".md-sidebar--primary");
if (drawer && label && side) prepareMenu(drawer, label, side);

// The lists of pages that open: at the side of a wide window, and as sheets above each other in the menu of a narrow one.
document.querySelectorAll(".md-nav--primary .md-nav__item--nested > .md-nav__toggle").forEach((toggle) => {
  const item = toggle.parentElement;
  const link = item.querySelector(":scope > .md-nav__link");
  const opener = item.querySelector(":scope > label.md-nav__link, :scope > .md-nav__container > label");
  const name = `Pages of ${(link.querySelector("a") ?? link).textContent.trim()}`;
  if (opener) {
    opener.removeAttribute("tabindex");
    asButton(opener.querySelector(".md-nav__icon"), toggle, name);
  }
  const back = item.querySelector(":scope > nav > .md-nav__title > .md-nav__icon");
  if (back) asButton(back, toggle, "Back");
});

// Single letters belong to people who speak to their machine, or who type with a stick: none of them jumps away.
window.addEventListener(
  "keydown",
  (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && !typing) event.stopImmediatePropagation();
  },
  true,
);

// A box that is wider than its place scrolls by itself; then keys must reach it, and it needs a name.
const BOXES = { Code: ".md-typeset pre > code, .sw-terminal pre", Table: ".md-typeset__scrollwrap, .sw-table, .sw-times", Diagram: ".sw-diagram-frame" };

function reach(box, wide) {
  if (wide) {
    const [what] = Object.entries(BOXES).find(([, selector]) => box.matches(selector));
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${what}, scrolls sideways`);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
}

const isWide = (box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
// All boxes are measured before one is changed, or each would be laid out anew.
const seen = new ResizeObserver((entries) => {
  const found = entries.map(({ target }) => [target, isWide(target)]);
  found.forEach(([box, wide]) => reach(box, wide));
});
window.addEventListener("load", () => {
  document.querySelectorAll(Object.values(BOXES).join()).forEach((box) => seen.observe(box));
});
