// Findings for other days: asked again at each change, and what came out of it said.

import { say } from "./frame.js";

const form = document.getElementById("what-if");
const findings = document.getElementById("findings");
const dates = [...form.querySelectorAll('input[type="date"]')];
let said = findings.querySelector("[data-said]")?.dataset.said ?? "";
let shown = location.pathname + location.search;
let waiting;

// While somebody types a year it is 2, 20 and 202 first, and nothing at all in between: such days are not asked for.
const isDay = (input) => (input.value ? input.value >= input.min : !input.required && !input.validity.badInput);

form.addEventListener("change", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (dates.every(isDay)) form.requestSubmit();
  }, 300);
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== findings) return;
  const asked = event.detail.requestConfig;
  const address = event.detail.pathInfo.finalRequestPath;
  if (asked.elt === form && address !== shown) {
    history.pushState(null, "", address);
    shown = address;
  }
  const now = findings.querySelector("[data-said]")?.dataset.said;
  if (now) say(now === said ? `Nothing changes. ${now}` : now);
  said = now ?? said;
});

// The page of an earlier question is asked for as a whole: form and findings then fit each other.
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});
