// Copy buttons, names for what the theme leaves without one, and ways for keys. The buttons are made here, so that a page read without scripts shows none.
"use strict";

// What a copy must not carry: prompts and the output of commands, removed lines, and what is said in place of colour.
const LEFT_OUT = ".gp, .go, del, .sw-sign, .sw-words, .sw-scope";

function textOf(box) {
  const target = box.dataset.copy ? document.querySelector(box.dataset.copy) : box;
  const code = target.querySelector("code").cloneNode(true);
  const commands = code.querySelector(".gp") !== null;
  code.querySelectorAll(LEFT_OUT).forEach((node) => node.remove());
  const text = code.textContent;
  return commands ? text.replace(/^\s*\n/gm, "").trim() : text;
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages opened as files, and older browsers.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function addButton(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sw-copy";
  button.textContent = "Copy";
  const path = box.closest("section, figure")?.querySelector("figcaption code")?.textContent;
  button.setAttribute("aria-label", path ? `Copy ${path}` : "Copy");
  button.addEventListener("click", async () => {
    await write(textOf(box));
    button.textContent = "Copied";
    button.dataset.done = "";
    setTimeout(() => {
      button.textContent = "Copy";
      delete button.dataset.done;
    }, 1600);
  });
  box.append(button);
}

document
  .querySelectorAll(".sw-listing, .sw-change, .sw-command, .sw-terminal, details.sw-whole[id], .highlight:has(> pre > code)")
  .forEach(addButton);

// A section that is a page as well has a label without words; its list of pages is named after it.
document.querySelectorAll(".md-nav__container > label[id]").forEach((label) => {
  const words = document.createElement("span");
  words.className = "sw-words";
  words.textContent = `Pages of ${label.previousElementSibling.textContent.trim()}`;
  label.append(words);
});

// A recording plays once, when its page is opened. Who wants to see it again has a button.
document.querySelectorAll(".sw-terminal").forEach((box) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sw-play";
  button.textContent = "Play";
  button.setAttribute("aria-label", "Play the recording");
  button.addEventListener("click", () => {
    box.getAnimations({ subtree: true }).forEach((line) => {
      line.cancel();
      line.play();
    });
  });
  box.querySelector("figcaption").append(button);
});
