/* Small comforts. Every page works without this file. No eval, no storage of words, no polling. */
"use strict";

const root = document.documentElement;
const data = document.body.dataset;
const $ = (selector) => document.querySelector(selector);

/* --- Veil the screen ---------------------------------------------------------------------- */
function showVeil(veiled) {
  root.classList.toggle("voile", veiled);
  for (const button of document.querySelectorAll("[data-voile]")) {
    button.setAttribute("aria-pressed", String(veiled));
  }
}

function toggleVeil() {
  const veiled = !root.classList.contains("voile");
  showVeil(veiled);
  say(veiled ? "Écran voilé." : "Écran dévoilé.");
  try {
    sessionStorage.setItem("voile", veiled ? "1" : "0");
  } catch {
    // The veil lasts one page.
  }
}

/* --- Say something to everyone, once ------------------------------------------------------ */
function say(sentence) {
  const place = $("[data-annonce]");
  if (place) place.textContent = sentence;
}

/* --- Keyboard ------------------------------------------------------------------------------ */
function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyV") {
    event.preventDefault();
    toggleVeil();
  }
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const search = $("[data-recherche]");
  if (isSlash && search && data.shortcuts === "on" && !isTyping(event.target)) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("voile" in button.dataset) toggleVeil();
  if ("imprimer" in button.dataset) window.print();
  if ("rester" in button.dataset) stay();
});

/* --- Text not yet sent ---------------------------------------------------------------------- */
const unsent = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-garde]");
  if (form) unsent.add(form);
});
document.addEventListener("submit", (event) => unsent.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});

/* --- A file that would be refused: said before it is sent ----------------------------------- */
function refusalOf(input) {
  const [file] = input.files;
  if (!file) return "";
  if (file.size > Number(input.dataset.octetsMax)) return input.dataset.tropLourd;
  const ends = input.accept.split(",");
  return ends.some((end) => file.name.toLowerCase().endsWith(end)) ? "" : input.dataset.autreType;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-octets-max]")) return;
  const refusal = refusalOf(input);
  let place = input.parentElement.querySelector("[data-refus]");
  if (refusal) input.value = "";
  if (!place) {
    place = document.createElement("div");
    place.className = "erreur";
    place.dataset.refus = "";
    place.setAttribute("role", "alert");
    input.after(place);
  }
  place.textContent = refusal;
});

/* --- The vault closes by itself: say it before, hide the page after ------------------------- */
const WARNING_MS = 2 * 60 * 1000;
const TICK_MS = 5000;
let closesAt = null;

function setClosing(seconds) {
  const known = seconds !== undefined && seconds !== null && seconds !== "";
  closesAt = known ? Date.now() + Number(seconds) * 1000 : null;
  showVault();
}

function remaining(ms) {
  const minutes = Math.ceil(ms / 60000);
  return minutes > 1 ? `dans ${minutes} minutes` : "dans moins d’une minute";
}

function showVault() {
  const panel = $("[data-veille]");
  if (!panel) return;
  const left = closesAt === null ? Infinity : closesAt - Date.now();
  const closed = left <= 0;
  const warned = !closed && left <= WARNING_MS;
  root.classList.toggle("coffre-ferme", closed);
  panel.hidden = !(closed || warned);
  $("[data-veille-bientot]").hidden = !warned;
  $("[data-veille-ferme]").hidden = !closed;
  const words = $("[data-veille-reste]");
  if (warned && words.textContent !== remaining(left)) words.textContent = remaining(left);
}

async function stay() {
  if (!data.stayUrl) return;
  try {
    const answer = await fetch(data.stayUrl, {
      method: "POST",
      headers: { "X-CSRFToken": data.csrf, "X-Requested-With": "fetch" },
      redirect: "error",
    });
    if (answer.ok) setClosing(answer.headers.get("X-Vault-Closes-In"));
  } catch {
    say("Pas de réponse du service. Ce que vous avez tapé est encore dans la page.");
  }
}

// Back from the tab where the vault was opened again: ask once.
window.addEventListener("focus", () => {
  if (root.classList.contains("coffre-ferme")) stay();
});

/* --- htmx: focus, words when nothing comes back --------------------------------------------- */
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = data.csrf;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, successful, elt } = event.detail;
  const seconds = xhr && xhr.getResponseHeader("X-Vault-Closes-In");
  if (seconds) setClosing(seconds);
  const form = elt.closest("form[data-garde]");
  if (successful && form && elt.closest("[data-brouillon]")) unsent.delete(form);
});
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    say("Pas de réponse du service. Ce que vous avez tapé est encore dans la page.");
  });
}
document.addEventListener("htmx:afterSettle", (event) => {
  const summary = event.target.querySelector?.("[data-resume-erreurs]");
  if (summary) summary.focus();
});

/* --- Start ----------------------------------------------------------------------------------- */
showVeil(root.classList.contains("voile"));
for (const button of document.querySelectorAll("[data-avec-js]")) button.hidden = false;
setClosing(data.closesIn);
// The browser goes to the fragment a link of the last summary left, and not to the new summary.
const summary = document.querySelector("[data-resume-erreurs][autofocus]");
if (summary && location.hash) {
  history.replaceState(history.state, "", location.pathname + location.search);
  addEventListener("load", () => setTimeout(() => summary.focus()));
}
if (closesAt !== null) setInterval(showVault, TICK_MS);
