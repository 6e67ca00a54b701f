// Small conveniences. Every page works without this file.
"use strict";

// What is kept in the browser: nothing about a person or a file.
const END = "dijkwacht.sessie";
const FORM_END = "dijkwacht.formulier";
const KEYS = "dijkwacht.sneltoetsen";

const remember = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* A browser may refuse; nothing depends on it. */ }
};
const remembered = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};

// Prolongs a session by its form; returns for how many seconds, or 0: one that has ended answers with the way to sign in.
const prolonged = async (form) => {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "error",
    });
    return (await answer.json()).seconden;
  } catch {
    return 0;
  }
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
    const seconds = await prolonged(form);
    if (!seconds) return void (state.textContent = dialog.dataset.voorbij);
    extended(seconds);
    if (seconds * 1000 <= warning) state.textContent = dialog.dataset.grens;
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

// Says politely that a form closes soon, and keeps it open for who asks. It never takes the focus: somebody may be typing.
const formSession = () => {
  const place = document.getElementById("formuliersessie");
  if (!place) return;
  const warning = Number(place.dataset.waarschuw) * 1000;
  const form = place.querySelector("form");
  const state = place.querySelector("[data-stand]");
  let end = 0;
  let limited = false;

  // The same words twice are said once.
  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const look = () => {
    const left = end - Date.now();
    const near = left <= warning;
    form.hidden = !near || left <= 0;
    place.classList.toggle("dw-end-near", near);
    if (near && left > 0) say(limited ? place.dataset.grens : place.dataset.bijna);
    if (left <= 0) say(place.dataset.voorbij);
  };
  const lasts = (moment) => {
    end = moment;
    look();
  };
  const extended = (seconds) => {
    lasts(Date.now() + seconds * 1000);
    remember(FORM_END, String(end));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const seconds = await prolonged(form);
    limited = seconds * 1000 <= warning;
    if (!limited) say(place.dataset.langer);
    extended(seconds);
  });
  addEventListener("storage", (event) => {
    if (event.key === FORM_END && Number(event.newValue) > end) lasts(Number(event.newValue));
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

// Asks the server to explain what is filled in now, and puts only that in the page. The button of the form does the same, so
// that nothing is said when it fails.
const explanation = () => {
  for (const form of document.querySelectorAll("form[data-uitleg]")) {
    let timer = 0;
    let asking = new AbortController();
    const stop = () => {
      clearTimeout(timer);
      asking.abort();
    };
    const ask = async () => {
      asking = new AbortController();
      const { signal } = asking;
      const body = new URLSearchParams(new FormData(form));
      body.set("bijwerken", "1");
      try {
        const answer = await fetch(form.action, { method: "POST", body, signal, redirect: "error" });
        const text = await answer.text();
        if (answer.ok && !signal.aborted) explained(new DOMParser().parseFromString(text, "text/html"));
      } catch { /* The explanation stays as it was. */ }
    };
    form.addEventListener("change", () => {
      stop();
      timer = setTimeout(ask, 300);
    });
    form.addEventListener("submit", stop);
  }
};

// Takes the questions that count now and the explanation from a page that the server made.
const explained = (page) => {
  const names = (of) => [...of.querySelectorAll("#vragen [name]")].map(({ name }) => name).join(" ");
  // What is wrong is said when somebody sends the form, not while they fill it in.
  if (!page.getElementById("fouten") && names(page) !== names(document)) questions(page);
  const [now, next] = [document.getElementById("uitleg"), page.getElementById("uitleg")];
  if (!now || !next) return;
  const heading = (section) => section.querySelector("h2, p.dw-soft:only-child")?.textContent ?? "";
  const state = document.querySelector("[data-uitleg-stand]");
  if (state && heading(now) !== heading(next)) state.textContent = heading(next);
  now.replaceWith(next);
};

// Puts other questions in the form. What was typed in the meantime and the focus stay.
const questions = (page) => {
  const [now, next] = [document.getElementById("vragen"), page.getElementById("vragen")];
  if (!now || !next) return;
  for (const field of next.querySelectorAll("[name]:not([type=hidden])")) {
    const ticks = ["radio", "checkbox"].includes(field.type);
    const value = ticks ? `[value="${CSS.escape(field.value)}"]` : "";
    const known = now.querySelector(`[name="${CSS.escape(field.name)}"]${value}`);
    if (known && ticks) field.checked = known.checked;
    else if (known) field.value = known.value;
  }
  const focus = now.contains(document.activeElement) ? document.activeElement.id : "";
  now.replaceWith(next);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
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
formSession();
unsaved();
explanation();
shortcuts();
