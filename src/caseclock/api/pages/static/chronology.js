// Filters the table of the chronology at once, without asking the service; it says the same as chronology_filter.py.

const form = document.getElementById("filter");
const found = document.getElementById("found");
const clear = document.getElementById("clear");
const undated = document.getElementById("undated");
const names = ["agency", "kind", "type", "from", "to", "sure", "words"];
const wait = 250; // milliseconds: while somebody types, nothing is announced
const atOnce = 15; // rows that are laid out between two pictures

const rows = Array.from(document.querySelectorAll("#entries tr[data-k]"), (tr) => {
  const { k, a, t, d, u } = tr.dataset;
  const [first, last] = d.split("/");
  return { tr, kind: k, agencies: a.split(" "), types: t.split(" "), first, last, unsure: u !== undefined, text: "" };
});
const marks = Array.from(document.querySelectorAll(".chart a[data-n]"), (link) => ({
  link,
  rows: link.dataset.n.split(" ").map((number) => rows[number - 1]),
}));

/** What is asked for in the form. */
function asked() {
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
}

/** The words of a row, in small letters; taken from the page when they are first needed. */
function textOf(row) {
  row.text ||= row.tr.textContent.toLowerCase();
  return row.text;
}

function inPeriod(row, from, to) {
  if (!from && !to) return true;
  if (!row.first && !row.last) return false;
  return (!to || row.first <= to) && (!from || !row.last || from <= row.last);
}

function fits(row, wanted, words) {
  return (
    (!wanted.agency || row.agencies.includes(wanted.agency)) &&
    (!wanted.kind || row.kind === wanted.kind) &&
    (!wanted.type || row.types.includes(wanted.type)) &&
    (wanted.sure !== "unsure" || row.unsure) &&
    inPeriod(row, wanted.from, wanted.to) &&
    words.every((word) => textOf(row).includes(word))
  );
}

let timer = 0;
let settling = 0;
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 30));
const neverMind = window.cancelIdleCallback ?? clearTimeout;

/** Has rows laid out that are out of sight, a few whenever there is nothing else to do: what is not laid out is not
    there for a screen reader, and all at once would hold everybody up. */
function settle() {
  neverMind(settling);
  const waiting = rows.filter((row) => !row.tr.hidden && !row.tr.classList.contains("there"));
  const some = () => {
    for (const row of waiting.splice(0, atOnce)) row.tr.classList.add("there");
    if (waiting.length) settling = whenIdle(some);
  };
  settling = whenIdle(some);
}

/** Shows the rows that fit and dims the marks of the others. */
function filter() {
  const wanted = asked();
  const inverted = wanted.from && wanted.to && wanted.to < wanted.from;
  const used = inverted ? { ...wanted, from: "", to: "" } : wanted;
  const words = used.words.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const hidden = !fits(row, used, words);
    if (row.tr.hidden !== hidden) {
      row.tr.hidden = hidden;
      if (!hidden) row.tr.classList.remove("there");
    }
    shown += hidden ? 0 : 1;
  }
  if (undated) undated.hidden = !undated.querySelector("tr[data-k]:not([hidden])");
  for (const mark of marks) mark.link.classList.toggle("dim", mark.rows.every((row) => row.tr.hidden));
  const isSet = names.some((name) => wanted[name]);
  clear.hidden = !isSet;
  clearTimeout(timer);
  timer = setTimeout(() => tell(wanted, shown, isSet, inverted), wait);
}

/** Says how many there are, and makes the address lead to the same. */
function tell(wanted, shown, isSet, inverted) {
  const told = isSet ? `${shown} of ${rows.length} entries fit the filter.` : `All ${rows.length} entries are shown.`;
  settle();
  found.textContent = inverted ? `The last day is before the first: change one of them. ${told}` : told;
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
  history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
}

/** Shows the row that the address or a mark leads to, even if the filter leaves it out. */
function reveal(hash) {
  const row = rows.find((one) => hash === `#${one.tr.id}`);
  if (!row?.tr.hidden) return;
  row.tr.hidden = false;
  if (undated?.contains(row.tr)) undated.hidden = false;
  found.textContent = "The entry that you went to is shown too; it does not fit the filter.";
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    for (const name of names) form.elements[name].value = "";
    form.elements.agency.focus();
    filter();
  });
  document.querySelector(".chart")?.addEventListener("click", (event) => {
    reveal(event.target.closest("a")?.getAttribute("href") ?? "");
  });
  const given = new URLSearchParams(location.search);
  // A browser that comes back to the page fills the form as it was left.
  if (names.some((name) => form.elements[name].value !== (given.get(name) ?? ""))) filter();
  reveal(location.hash);
  settle();
}
