// Small conveniences. Every page works without this file.
"use strict";

// What is kept in the browser: nothing about a person or a file.
const END = "dijkwacht.sessie";
const KEYS = "dijkwacht.sneltoetsen";

const remember = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* A browser may refuse; nothing depends on it. */ }
};
const remembered = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};

// Warns before a session ends by itself, and lets it go on without leaving the page.
const session = () => {
  const place = document.getElementById("sessie");
  const dialog = document.getElementById("sessie-dialoog");
  if (!place || !dialog) return;
  const warning = Number(place.dataset.waarschuw) * 1000;
  const form = dialog.querySelector("form");
  const state = dialog.querySelector("[data-stand]");
  let end = 0;
  let silenced = false;

  const lasts = (moment) => {
    end = moment;
    silenced = false;
    if (dialog.open && end - Date.now() > warning) dialog.close();
  };
  const extended = (seconds) => {
    lasts(Date.now() + seconds * 1000);
    remember(END, String(end));
  };
  const look = () => {
    const left = end - Date.now();
    if (left <= 0 && dialog.open) state.textContent = dialog.dataset.voorbij;
    if (left > warning || left <= 0 || dialog.open || silenced) return;
    state.textContent = "";
    dialog.showModal();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
      });
      const { seconden } = await answer.json();
      extended(seconden);
      if (seconden * 1000 <= warning) state.textContent = dialog.dataset.grens;
    } catch {
      // A session that has ended answers with the way to sign in.
      state.textContent = dialog.dataset.voorbij;
    }
  });
  dialog.addEventListener("close", () => { silenced = true; });
  dialog.querySelector("[data-dicht]").addEventListener("click", () => dialog.close());
  // Work in another tab keeps this one alive.
  addEventListener("storage", (event) => {
    if (event.key === END && Number(event.newValue) > end) lasts(Number(event.newValue));
  });
  document.addEventListener("visibilitychange", look);
  extended(Number(place.dataset.einde));
  setInterval(look, 10_000);
};

// Asks before what was filled in is left behind.
const unsaved = () => {
  for (const form of document.querySelectorAll("form[data-bewaken]")) {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }
};

// Moves through a list of files by key. It can be switched off, and it never takes a key from a field.
const shortcuts = () => {
  const links = [...document.querySelectorAll("[data-lijst] a.dw-file")];
  const help = document.getElementById("sneltoetsen");
  if (!links.length || !help) return;
  const button = help.querySelector("[data-schakelaar]");
  let on = remembered(KEYS) !== "uit";
  const show = () => {
    const { aan, uit, staatAan, staatUit } = button.dataset;
    button.textContent = on ? uit : aan;
    help.querySelector("[data-stand]").textContent = on ? staatAan : staatUit;
  };
  button.addEventListener("click", () => {
    on = !on;
    remember(KEYS, on ? "aan" : "uit");
    show();
  });
  show();
  help.hidden = false;

  // The next row; after the last one the way to the next page.
  const move = (step) => {
    const row = document.activeElement.closest("tr");
    const here = links.findIndex((link) => link.closest("tr") === row);
    const next = here < 0 ? 0 : here + step;
    const link = links[next] ?? (next > 0 ? document.querySelector("a[rel=next]") : null);
    link?.focus();
  };
  const search = () => document.querySelector("[role=search] input[type=search]")?.focus();
  const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");
  const inList = (element) => element.closest("[data-lijst]");

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!on || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(target)) return;
    const arrows = inList(target) ? { ArrowDown: () => move(1), ArrowUp: () => move(-1) } : {};
    const act = { j: () => move(1), k: () => move(-1), "/": search, ...arrows }[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
};

session();
unsaved();
shortcuts();
