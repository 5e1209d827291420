// What every page has: telling what happened, the panel of sources, pages that look again.

const told = document.getElementById("told");

/** Says something to everybody: those who look and those who listen. */
export function say(words, wrong = false) {
  if (!told) return;
  told.textContent = words;
  told.classList.toggle("wrong", wrong);
}

/** The proof that a request is ours. */
export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

/** Asks the service's API; `body`, if any, goes as JSON. Gives the answer's JSON; throws an Error with plain words. */
export async function ask(method, path, body) {
  const headers = { "X-CSRF-Token": csrf(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Error("The service does not answer: look whether you are online, then try again.");
  }
  if (answer.status === 401) {
    location.href = `/log-in?to=${encodeURIComponent(location.pathname + location.search)}`;
  }
  const said = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(said?.detail ?? "That did not go well: load the page again, then try once more.");
  return said;
}

// ---------------------------------------------------------------- the panel of sources

const panel = document.getElementById("source");
let opener = null;

/** Opens the words behind a link in the panel. */
export async function openSource(link) {
  const content = document.getElementById("source-content");
  const answer = await fetch(link.href, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  if (!answer || answer.redirected || answer.headers.get("HX-Redirect")) {
    location.href = link.href;
    return;
  }
  content.innerHTML = await answer.text();
  if (link.isConnected) opener = link; // a link within the panel went with what it stood in
  panel.hidden = false;
  document.body.classList.add("with-source");
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
  const passage = content.querySelector("mark, .passage");
  if (passage) panel.scrollTop = passage.getBoundingClientRect().top - panel.getBoundingClientRect().top - 120;
}

/** Closes the panel; the focus goes back to where it came from. */
export function closeSource() {
  if (!panel || panel.hidden) return false;
  panel.hidden = true;
  document.body.classList.remove("with-source");
  opener?.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-source]");
  if (link && panel && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    openSource(link);
  }
  if (event.target.closest("[data-close-source]")) closeSource();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSource();
});

// ---------------------------------------------------------------- what goes wrong, and pages that look again

document.body.addEventListener("htmx:responseError", (event) => {
  const found = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  say(found.body.textContent.trim() || "That did not go well: load the page again.", true);
});
document.body.addEventListener("htmx:sendError", () => {
  say("The service does not answer: look whether you are online, then try again.", true);
});

document.querySelector(".summary")?.focus();

const again = document.querySelector("[data-again]");
if (again) setTimeout(() => location.reload(), Number(again.dataset.again));
