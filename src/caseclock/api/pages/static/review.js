// Review with the keyboard: what is decided shows at once, goes to the service one after the other, and can be undone.

const root = document.getElementById("review");
const entries = document.getElementById("entries");
const mergePlace = document.getElementById("merge-place");
const HEADERS = { "HX-Request": "true", Accept: "text/html" };
const done = []; // the decisions of this visit, the last one last: each a list of ids
const marks = new Set(); // entries that are marked to be merged
const drawn = new Map(); // each row as the service gave it
let current = null; // id of the entry that keys act on
let waiting = 0; // requests that are on their way or queued
let refreshes = 0; // how often the list was asked for again
let leaving = false; // the log-in has ended: what waits cannot be sent
let queue = Promise.resolve();

// ---------------------------------------------------------------- rows

const rows = () => [...entries.children];
const rowOf = (id) => document.getElementById(`e-${id}`);
const currentRow = () => (current && rowOf(current)) || rows()[0] || null;

function become(row) {
  rowOf(current)?.removeAttribute("aria-current");
  current = row?.dataset.entry ?? null;
  row?.setAttribute("aria-current", "true");
}

function goTo(row) {
  if (!row) return;
  become(row);
  row.querySelector(".open").focus();
}

function step(by) {
  const all = rows();
  const inside = document.activeElement?.closest(".entry");
  const at = all.indexOf(inside ?? currentRow());
  goTo(inside ? all[Math.min(Math.max(at + by, 0), all.length - 1)] : currentRow());
}

function rowAfter(row) {
  const all = rows();
  const later = all.slice(all.indexOf(row) + 1).find((one) => !one.dataset.decided);
  return later ?? all.slice(0, all.indexOf(row)).reverse().find((one) => !one.dataset.decided) ?? row;
}

// ---------------------------------------------------------------- asking the service

const pause = (milliseconds) => new Promise((ready) => setTimeout(ready, milliseconds));

/** Asks until the chronology is made. Gives the answer, or null where the log-in has ended and the page is left. */
async function asked(address, options = {}) {
  for (let times = 1; times <= 120; times += 1) {
    const answer = await fetch(address, { ...options, headers: HEADERS });
    const away = answer.headers.get("HX-Redirect");
    if (away) {
      leaving = true;
      location.href = `${away}?to=${encodeURIComponent(location.pathname + location.search)}`;
      return null;
    }
    if (answer.status !== 202 && answer.status !== 503) return answer;
    if (times === 3) tell("The chronology is being made: this takes a moment.");
    await pause(1000);
  }
  throw new Error("not made in two minutes");
}

/** One after the other, in the order in which they were decided. The list is asked for again after the last one. */
function later(work) {
  waiting += 1;
  queue = queue.then(async () => {
    try {
      await work();
    } catch {
      tell("The service does not answer: look whether you are online, then load the page again.", true);
    }
    waiting -= 1;
    if (waiting === 0) refresh().catch(() => {}); // the decisions are safe: the list will do as it is
  });
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button ?? undefined));
  return asked(form.action, { method: "POST", body: fields });
}

const plainly = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

// ---------------------------------------------------------------- telling

function tell(words, wrong = false, ids = []) {
  const line = document.getElementById("done-line");
  line.classList.toggle("empty", !words);
  line.classList.toggle("wrong", wrong);
  document.getElementById("done").textContent = words;
  const form = document.getElementById("undo-form");
  form.hidden = ids.length === 0;
  form.querySelectorAll('[name="decision"]').forEach((one) => one.remove());
  for (const id of ids) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "decision", value: id }));
}

/** What a form that went well led to. */
function finished(told) {
  if (!told.undo) done.push(told.decisions);
  document.getElementById("undo").textContent = told.undo ? "Bring it back" : "Undo";
  tell(`${told.said}.`, false, told.decisions);
}

// ---------------------------------------------------------------- the list again, with what changed in it

function remember() {
  for (const row of rows()) if (!drawn.has(row)) drawn.set(row, row.outerHTML);
}

async function refresh() {
  refreshes += 1;
  const mine = refreshes;
  const answer = await asked(`${root.dataset.review}?show=${root.dataset.show}&most=${root.dataset.most}`);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (waiting > 0 || mine !== refreshes) return; // a later one comes
  for (const id of ["progress", "after"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
  const counts = fresh.getElementById("list-title").dataset.counts.split(",");
  document.querySelectorAll("[data-count]").forEach((one, at) => (one.textContent = counts[at]));
  const before = rows().map((row) => row.dataset.entry);
  const focused = document.activeElement?.closest(".entry")?.dataset.entry;
  const was = rowOf(focused ?? current)?.getBoundingClientRect().top;
  exchange([...fresh.getElementById("entries").children]);
  settle(before, focused, was);
}

/** Puts the rows in the place of those that are shown. A row that is the same stays, with what is open in it. */
function exchange(wanted) {
  const held = new Map(rows().map((row) => [row.dataset.entry, row]));
  const next = wanted.map((row) => {
    const old = held.get(row.dataset.entry);
    const busy = old?.querySelector(".piece form [name=why]");
    if (old && (busy || (drawn.get(old) === row.outerHTML && !old.dataset.decided))) return old;
    drawn.set(row, row.outerHTML);
    return row;
  });
  const kept = new Set(next);
  for (const row of held.values()) if (!kept.has(row)) row.remove();
  next.forEach((row, at) => {
    if (entries.children[at] !== row) entries.insertBefore(row, entries.children[at] ?? null);
  });
}

/** The place and the focus as they were; where the entry is gone, on the one that followed it. */
function settle(before, focused, was) {
  const wanted = focused ?? current;
  const from = before.indexOf(wanted);
  const place = [...before.slice(Math.max(from, 0)), ...before.slice(0, Math.max(from, 0)).reverse()];
  const row = rowOf(wanted) ?? place.map(rowOf).find(Boolean) ?? rows()[0];
  become(row ?? null);
  const lost = document.activeElement === document.body || !document.activeElement?.isConnected;
  if (row && focused && lost) row.querySelector(".open").focus({ preventScroll: true });
  if (row && was !== undefined) scrollBy({ top: row.getBoundingClientRect().top - was, behavior: "instant" });
  row?.querySelector(".open").scrollIntoView({ block: "nearest", behavior: "instant" });
  for (const id of [...marks]) if (!rowOf(id)) marks.delete(id);
  showMarks();
}

// ---------------------------------------------------------------- deciding

/** What was decided, shown in the row before the list comes again. */
function noted(row, words) {
  const note = Object.assign(document.createElement("span"), { className: "tag green", textContent: words });
  row.querySelector(".facts").append(" ", note);
  row.dataset.decided = "yes";
  return note;
}

function confirm(row) {
  const form = row.querySelector(".tools form");
  if (row.dataset.decided) return;
  const note = noted(row, "✓ Confirmed by you");
  close(row, false);
  goTo(rowAfter(row));
  later(async () => {
    let answer = null;
    try {
      answer = await send(form);
      if (answer?.ok) return finished(await answer.json());
    } finally {
      if (!answer?.ok) {
        delete row.dataset.decided;
        note.remove();
        drawn.delete(row);
      }
    }
    if (answer) tell(plainly(await answer.text()), true);
  });
}

function undo() {
  later(async () => {
    const fields = new URLSearchParams({ csrf: root.dataset.csrf });
    for (const id of done.pop() ?? []) fields.append("decision", id);
    await taken(await asked(`${root.dataset.review}/undo`, { method: "POST", body: fields }));
  });
}

async function taken(answer) {
  if (!answer) return;
  if (!answer.ok) return tell(plainly(await answer.text()), true);
  const told = await answer.json();
  finished(told);
  if (told.entry) {
    become(rowOf(told.entry));
    current = told.entry;
  }
}

// ---------------------------------------------------------------- what opens in a row, or in the bar

const placeOf = (row) => row.querySelector(":scope > .piece");

async function open(place, address, first) {
  for (const other of document.querySelectorAll(".piece:not([hidden])")) if (other !== place) shut(other);
  await queue;
  const answer = await asked(address).catch(() => null);
  if (!answer) return;
  const html = await answer.text();
  if (!answer.ok && !html.includes("<form")) return tell(plainly(html), true);
  fill(place, html, first);
}

function fill(place, html, first = "[autofocus], .summary") {
  place.innerHTML = html;
  place.hidden = false;
  const target = place.querySelector(".summary") ?? place.querySelector(first);
  target?.focus();
  place.scrollIntoView({ block: "nearest" });
}

function shut(place) {
  place.hidden = true;
  place.replaceChildren();
  place.closest(".entry")?.querySelector(".open").removeAttribute("aria-expanded");
}

function close(row, focus = true) {
  shut(placeOf(row));
  if (focus) goTo(row);
}

async function toggle(row) {
  become(row);
  const link = row.querySelector(".open");
  if (link.getAttribute("aria-expanded") === "true") return shut(placeOf(row));
  await open(placeOf(row), link.href, ".none");
  if (!placeOf(row).hidden) link.setAttribute("aria-expanded", "true");
}

const FIRST = {
  correct: "#start",
  split: 'input[type="checkbox"]',
  reject: 'button[type="submit"]',
};

function begin(row, what) {
  const link = row?.querySelector(`.tools [data-do="${what}"]`);
  if (!link) return row && tell("It has one passage only: there is nothing to split.", true);
  become(row);
  return open(placeOf(row), link.href, FIRST[what]);
}

// ---------------------------------------------------------------- marks, and merging

function showMarks() {
  for (const row of rows()) {
    const is = marks.has(row.dataset.entry);
    row.classList.toggle("marked", is);
    row.querySelector('[data-do="mark"]').checked = is;
  }
  const some = marks.size > 0;
  document.getElementById("merge-form").hidden = !some;
  const marked = document.getElementById("marked");
  const more = marks.size === 1 ? "1 marked: mark another one." : `${marks.size} marked: press Enter on one of them, or`;
  marked.textContent = some ? more : "";
  document.getElementById("merge").textContent = marks.size < 2 ? "Merge" : `Merge the ${marks.size} marked`;
  document.getElementById("merge").disabled = marks.size < 2;
  if (!some) shut(mergePlace);
}

function mark(row) {
  if (!row) return;
  const id = row.dataset.entry;
  if (!marks.delete(id)) marks.add(id);
  tell("");
  showMarks();
}

function merge(address) {
  const query = [...marks].map((id) => `entry=${encodeURIComponent(id)}`).join("&");
  return open(mergePlace, address ?? `${root.dataset.review}/merge?${query}`, 'button[type="submit"]');
}

// ---------------------------------------------------------------- the mouse, and forms

function clicked(event) {
  const link = event.target.closest("[data-do], .open");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const row = link.closest(".entry");
  const what = link.dataset.do ?? "open";
  if (what === "mark" || what === "confirm") return;
  event.preventDefault();
  if (what === "open") {
    const byKey = event.detail === 0 && marks.size > 1 && marks.has(row.dataset.entry);
    if (byKey) merge();
    else toggle(row);
  } else if (what === "close") {
    if (row) close(row);
    else leaveMerge();
  } else if (what === "merge-these") merge(link.href);
  else begin(row, what);
}

function leaveMerge() {
  shut(mergePlace);
  goTo(currentRow());
}

function submitted(event) {
  const form = event.target;
  if (form.id === "merge-form") {
    event.preventDefault();
    merge();
  } else if (form.id === "undo-form") {
    event.preventDefault();
    const ids = new FormData(form).getAll("decision");
    const at = done.findIndex((one) => one.join() === ids.join());
    if (at >= 0) done.splice(at, 1);
    const row = currentRow();
    later(async () => taken(await send(form)));
    row?.querySelector(".open").focus();
  } else if (form.method === "post" && form.closest("#list, #merge-place")) {
    event.preventDefault();
    decideBy(form, form.closest(".entry"));
  }
}

function decideBy(form, row) {
  if (row && form.action.endsWith("/confirm")) return confirm(row);
  const place = form.closest(".piece");
  const button = form.querySelector('button[type="submit"]');
  if (button.disabled) return;
  button.disabled = true;
  later(async () => {
    const answer = await send(form).finally(() => (button.disabled = false));
    if (!answer) return;
    if (!answer.ok) return refused(place, await answer.text());
    const told = await answer.json();
    shut(place);
    const about = row ? [row] : [...marks].map(rowOf).filter(Boolean);
    for (const one of about) noted(one, row ? "✓ Decided by you" : "✓ Merged by you");
    if (!row) {
      marks.clear();
      showMarks();
    }
    goTo(row ?? rowOf(told.entry) ?? currentRow());
    finished(told);
  });
}

function refused(place, html) {
  if (html.includes("<form")) fill(place, html);
  else tell(plainly(html), true);
}

// ---------------------------------------------------------------- keys

const keysBox = document.getElementById("single-keys");
const keysList = document.getElementById("keys");
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => currentRow() && confirm(currentRow()),
  e: () => begin(currentRow(), "correct"),
  s: () => begin(currentRow(), "split"),
  r: () => begin(currentRow(), "reject"),
  m: () => mark(currentRow()),
  u: undo,
  a: () => document.getElementById("add").click(),
  "?": () => keysList.showModal(),
};

function kept(value) {
  try {
    if (value !== undefined) localStorage.setItem("caseclock-keys", value);
    return localStorage.getItem("caseclock-keys");
  } catch {
    return value ?? null; // storage may be shut: then it holds for this page
  }
}

function isTyping(target) {
  const inForm = target.closest(".piece form, dialog, .panel");
  return Boolean(inForm || target.closest("textarea, select, [contenteditable], input:not([type=checkbox])"));
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return escaped();
  if (isTyping(event.target)) return;
  const onEntry = event.target.matches(".entry .open");
  if (onEntry && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (keysBox.checked && KEYS[event.key.toLowerCase()]) {
    event.preventDefault();
    KEYS[event.key.toLowerCase()]();
  }
}

function escaped() {
  const panel = document.getElementById("source");
  const place = document.querySelector(".piece:not([hidden])");
  if (keysList.open || !place || (panel && !panel.hidden)) return;
  if (place === mergePlace) leaveMerge();
  else close(place.closest(".entry"));
}

// ---------------------------------------------------------------- to begin with

document.body.classList.add("with-script");
for (const one of document.querySelectorAll(".script-only")) one.hidden = false;
keysBox.checked = kept() !== "off";
document.body.classList.toggle("keys-on", keysBox.checked);
keysBox.addEventListener("change", () => {
  kept(keysBox.checked ? "on" : "off");
  document.body.classList.toggle("keys-on", keysBox.checked);
});
document.getElementById("show-keys").addEventListener("click", () => keysList.showModal());
document.getElementById("close-keys").addEventListener("click", () => keysList.close());
document.getElementById("clear-marks").addEventListener("click", () => {
  marks.clear();
  showMarks();
  goTo(currentRow());
});
document.addEventListener("keydown", pressed, true);
addEventListener("beforeunload", (event) => {
  if (waiting > 0 && !leaving) event.preventDefault(); // what was decided is still on its way
});
root.addEventListener("click", clicked);
root.addEventListener("submit", submitted);
root.addEventListener("change", (event) => {
  if (event.target.dataset.do === "mark") mark(event.target.closest(".entry"));
});
entries.addEventListener("focusin", (event) => become(event.target.closest(".entry")));
for (const box of entries.querySelectorAll('[data-do="mark"]:checked')) marks.add(box.value);
remember();
showMarks();
become(rows()[0] ?? null);
