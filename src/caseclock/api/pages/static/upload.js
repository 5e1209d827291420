// The page on which papers are added: dropping and choosing, how far the sending is, how far the reading is.

import { say } from "./frame.js";
import { chosen, dropped } from "./upload_files.js";
import { Sending } from "./upload_sending.js";

const byId = (id) => document.getElementById(id);
const form = byId("upload");
const drop = byId("drop");
let why = ""; // sending has stopped
const limits = {
  files: Number(form.dataset.files),
  bytes: Number(form.dataset.bytes),
  fileBytes: Number(form.dataset.fileBytes),
  oneFile: form.dataset.oneFile,
};
const count = (number, noun = "file") => `${number} ${noun}${number === 1 ? "" : "s"}`;
const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);

// ---------------------------------------------------------------- sending

const sending = new Sending(form.dataset.to, limits, {
  changed: showSending,
  added: look,
  refused: showRefused,
  waiting: () => say("The connection was lost. Trying again: nothing is added twice."),
  stopped: (told) => {
    why = told;
    say(`Sending has stopped. ${told}`, true);
  },
});

function showSending() {
  const { files, bytes, sentFiles, sentBytes, nowBytes, busy, unsentFiles } = sending;
  const section = byId("sending");
  const focused = section.contains(document.activeElement) ? document.activeElement : null;
  section.hidden = !busy && !unsentFiles;
  byId("sending-title").textContent = busy ? "Sending" : "Not sent";
  byId("sending-words").textContent = busy
    ? `${sentFiles} of ${count(files)} sent, ${megabytes(sentBytes + nowBytes)} of ${megabytes(bytes)} MB.`
    : `${count(unsentFiles)} not sent yet. ${why}`;
  byId("sending-bar").value = bytes ? (sentBytes + nowBytes) / bytes : 0;
  byId("sending-hint").hidden = byId("stop").hidden = byId("sending-bar").hidden = !busy;
  byId("again").hidden = busy || !unsentFiles;
  if (focused?.closest("[hidden]")) byId(section.hidden ? "reading-title" : "sending-title").focus();
}

function showRefused(name, why) {
  const item = document.createElement("li");
  const called = document.createElement("strong");
  called.textContent = name;
  item.append(called, `: ${why}`);
  byId("refused-list").append(item);
  byId("refused").hidden = false;
}

/** Sends what was found, and tells how it went, once. */
async function send({ papers, leftOut, unreadable }) {
  for (const name of unreadable) showRefused(name, "Your computer cannot open it: see that you may read it, and choose it again.");
  const hidden = leftOut ? ` ${count(leftOut)} that the system keeps for itself left out.` : "";
  if (!papers.length) return say(`There are no files in that.${hidden}`, true);
  say(`Sending ${count(papers.length)}.${hidden}`);
  await follow(sending.send(papers));
}

async function follow(work) {
  const refusedBefore = byId("refused-list").children.length;
  isAwaited = true;
  why = "";
  await work;
  if (sending.busy) return; // more was dropped meanwhile: told when that is sent
  const refused = byId("refused-list").children.length - refusedBefore;
  if (sending.unsentFiles && !why) say(`Stopped: ${count(sending.sentFiles)} sent, ${sending.unsentFiles} not sent.`);
  else if (refused > 0) say(`${count(refused)} not added: see “Not added” for what to do.`, true);
  else if (!sending.unsentFiles) say(`${count(sending.sentFiles)} sent.`);
  look();
}

byId("stop").addEventListener("click", () => sending.stop());
byId("again").addEventListener("click", () => follow(sending.again()));
addEventListener("beforeunload", (event) => {
  if (sending.busy) event.preventDefault();
});

// ---------------------------------------------------------------- choosing and dropping

form.classList.add("scripted");
for (const part of form.querySelectorAll(".drop-words, .for-scripts")) part.hidden = false;
for (const input of [byId("files"), byId("folder")]) {
  input.addEventListener("change", () => {
    const found = chosen(input);
    input.value = ""; // so that the same can be chosen again
    send(found);
  });
}
form.addEventListener("submit", (event) => event.preventDefault());

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  drop.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", async (event) => {
  drop.classList.remove("over");
  if (!hasFiles(event)) return;
  event.preventDefault();
  send(await dropped(event.dataTransfer));
});

// ---------------------------------------------------------------- how far the reading is

const EVERY = 1500; // milliseconds
const AFTER_FAILURE = 6000;
let isAwaited = byId("reading").dataset.state === "under-way";
let timer = null;
let asked = 0; // answers that come late are not shown
let shown = "";

function lookAgain(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(look, milliseconds);
}

/** Asks how far the papers are and shows it. Only the end is said aloud. */
async function look() {
  clearTimeout(timer);
  const number = ++asked;
  const answer = await fetch(byId("reading").dataset.from, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (number !== asked) return;
  const elsewhere = answer?.headers.get("HX-Redirect");
  if (elsewhere) return void (location.href = `${elsewhere}?to=${encodeURIComponent(location.pathname)}`);
  if (!answer?.ok) return lookAgain(AFTER_FAILURE);
  show(await answer.text());
  const { state, told } = byId("reading").dataset;
  if (state === "under-way" || sending.busy) return lookAgain(EVERY);
  if (isAwaited && state === "over") {
    isAwaited = false;
    const refused = byId("refused-list").children.length;
    say(refused ? `${told}. ${count(refused)} not added: see “Not added” for what to do.` : `${told}.`, refused > 0);
  }
}

/** Puts the piece of the page in its place; the focus stays where it is. */
function show(text) {
  if (text === shown) return;
  shown = text;
  const focused = document.activeElement?.id;
  byId("reading").outerHTML = text;
  if (focused && document.activeElement?.id !== focused) byId(focused)?.focus({ preventScroll: true });
}

if (isAwaited) lookAgain(EVERY);
