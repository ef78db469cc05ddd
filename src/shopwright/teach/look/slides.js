"use strict";
// Without this script all slides stand below each other; with it, one at a time.
(() => {
  const sections = [...document.querySelectorAll("section")];
  const body = document.body;
  const place = document.getElementById("place");
  const notes = document.getElementById("notes");
  let now = 0;

  const fit = () => {
    const room = body.classList.contains("with-notes") ? innerHeight * 0.7 : innerHeight;
    const scale = Math.min(innerWidth / 1280, room / 720);
    const left = (innerWidth - 1280 * scale) / 2;
    for (const one of sections) one.style.transform = `translate(${left}px, 0) scale(${scale})`;
    body.style.setProperty("--notes-size", `${Math.max(19, 16 / scale)}px`); // readable on a phone
    body.style.setProperty("--notes-height", `${(innerHeight - 720 * scale) / scale}px`);
  };
  const show = (number) => {
    now = Math.max(0, Math.min(sections.length - 1, number));
    sections.forEach((one, at) => one.classList.toggle("now", at === now));
    place.textContent = `${now + 1} / ${sections.length}`;
    history.replaceState(null, "", `#s${now + 1}`);
  };
  const fromAddress = () => show((parseInt(location.hash.slice(2), 10) || 1) - 1);
  const turn = () => {
    notes.setAttribute("aria-pressed", String(body.classList.toggle("with-notes")));
    fit();
  };
  const keys = {
    ArrowRight: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1),
    ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
    Home: () => show(0), End: () => show(sections.length - 1), n: turn,
  };

  document.getElementById("back").onclick = () => show(now - 1);
  document.getElementById("on").onclick = () => show(now + 1);
  notes.onclick = turn;
  addEventListener("keydown", (event) => {
    const pressed = event.target.closest?.("button") && event.key === " ";
    if (!keys[event.key] || pressed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("hashchange", fromAddress);
  addEventListener("resize", fit);
  body.classList.add("live");
  document.querySelector("nav").hidden = false;
  fit();
  fromAddress();
})();
