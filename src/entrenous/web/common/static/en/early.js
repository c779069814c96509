/* Runs before anything is drawn: a screen that was veiled stays veiled on the next page. */
"use strict";
try {
  // One bit, in this tab only; never a word of what is shown.
  document.documentElement.classList.toggle("voile", sessionStorage.getItem("voile") === "1");
} catch {
  // Storage refused by the browser: the veil lasts one page.
}
document.documentElement.classList.add("js");
