// Sending papers to the service, some at a time, so that a lost connection costs little and adds nothing twice.

import { csrf } from "./frame.js";

const BATCH_FILES = 20;
const BATCH_BYTES = 32 * 1024 * 1024;
const HEAD_BYTES = 2048; // of a part of the request beside the file itself, at most
const AGAIN_AFTER = [1000, 2000, 4000, 8000, 15000]; // milliseconds, after each failure
const PASSING = new Set([0, 429, 502, 503, 504]); // the same request may go well in a moment
const REFUSED = new Set([400, 413, 415, 422, 507]); // something in it is not taken: perhaps one file only

/** The papers in batches under the limits; what is too large by itself has a batch of its own. */
export function batches(papers, limits) {
  const files = Math.min(BATCH_FILES, limits.files);
  const bytes = Math.min(BATCH_BYTES, limits.bytes);
  const made = [];
  let room = 0;
  for (const paper of papers) {
    const size = paper.file.size + HEAD_BYTES;
    const last = made.at(-1);
    if (last && last.papers.length < files && size <= room) last.papers.push(paper);
    else made.push(batch([paper]));
    room = (made.at(-1) === last ? room : bytes) - size;
  }
  return made;
}

/** Papers to be sent together; the key stays the same however often they are. */
function batch(papers) {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  return { papers, key: key.join("") };
}

/** Sends papers to an address of the API. What happens is told to `on`: { changed, added, refused, waiting, stopped }. */
export class Sending {
  constructor(to, limits, on) {
    Object.assign(this, { to, limits, on });
    this.queue = [];
    this.unsent = []; // batches that were given up
    this.busy = false;
    this.reset();
  }

  reset() {
    Object.assign(this, { files: 0, bytes: 0, sentFiles: 0, sentBytes: 0, nowBytes: 0 });
  }

  /** Sends these as well. Ends when all are sent, refused or given up. */
  async send(papers) {
    if (!this.busy) this.reset();
    const fit = papers.filter((paper) => {
      if (paper.file.size <= this.limits.fileBytes) return true;
      this.on.refused(paper.name, this.#tooLarge());
      return false;
    });
    this.files += fit.length;
    this.bytes += fit.reduce((sum, paper) => sum + paper.file.size, 0);
    this.queue.push(...batches(fit, this.limits));
    await this.#run();
  }

  /** Sends what was given up once more, each batch with its key. */
  async again() {
    this.reset();
    this.queue.push(...this.unsent.splice(0));
    for (const { papers } of this.queue) {
      this.files += papers.length;
      this.bytes += sizeOf(papers);
    }
    await this.#run();
  }

  /** Sends no more; what is on its way is broken off, and can be sent again. */
  stop() {
    this.isStopped = true;
    this.request?.abort();
    this.wake?.();
  }

  get unsentFiles() {
    return this.unsent.reduce((sum, one) => sum + one.papers.length, 0);
  }

  async #run() {
    if (this.busy) return;
    this.busy = true;
    this.isStopped = false;
    this.on.changed();
    while (this.queue.length && !this.isStopped) await this.#deliver(this.queue.shift());
    this.unsent.push(...this.queue.splice(0));
    this.busy = false;
    this.on.changed();
  }

  async #deliver(one) {
    for (let failures = 0; ; failures++) {
      const answer = await this.#post(one);
      if (this.isStopped && answer.status !== 202) return void this.unsent.push(one);
      if (answer.status === 202) return this.#arrived(one);
      if (REFUSED.has(answer.status)) return this.#refused(one, answer);
      if (!PASSING.has(answer.status)) return this.#giveUp(one, answer);
      if (answer.status === 0 && (await this.#leaveOutUnreadable(one))) return;
      if (failures >= AGAIN_AFTER.length) return this.#giveUp(one, answer);
      this.on.waiting();
      await this.#wait(AGAIN_AFTER[failures]);
    }
  }

  #arrived(one) {
    this.sentFiles += one.papers.length;
    this.sentBytes += sizeOf(one.papers);
    this.nowBytes = 0;
    this.on.changed();
    this.on.added();
  }

  /** One of several may be the cause: each half is sent by itself, so that the others go on. */
  #refused(one, answer) {
    this.nowBytes = 0;
    const { papers } = one;
    if (papers.length > 1) {
      const half = Math.ceil(papers.length / 2);
      this.queue.unshift(batch(papers.slice(0, half)), batch(papers.slice(half)));
      return;
    }
    this.#forget(papers);
    this.on.refused(papers[0].name, answer.status === 413 ? this.#tooLarge() : answer.told);
  }

  /** A file that was moved or changed since it was chosen looks like a lost connection. */
  async #leaveOutUnreadable(one) {
    const open = await Promise.all(one.papers.map(({ file }) => file.slice(0, 1).arrayBuffer().then(() => true, () => false)));
    if (open.every(Boolean)) return false;
    const gone = one.papers.filter((_, at) => !open[at]);
    this.#forget(gone);
    for (const paper of gone) {
      this.on.refused(paper.name, "Your computer cannot open it any more: see that it was not moved or changed, and choose it again.");
    }
    const left = one.papers.filter((_, at) => open[at]);
    if (left.length) this.queue.unshift(batch(left));
    return true;
  }

  #giveUp(one, answer) {
    this.nowBytes = 0;
    this.isStopped = true;
    this.unsent.push(one);
    this.on.stopped(answer.told);
  }

  #forget(papers) {
    this.files -= papers.length;
    this.bytes -= sizeOf(papers);
  }

  #tooLarge() {
    return `It is larger than the ${this.limits.oneFile} that one file may have: split it, and add the parts.`;
  }

  /** The answer: its status (0: none came) and what it tells. */
  #post(one) {
    const form = new FormData();
    for (const { file, name } of one.papers) form.append("files", file, name);
    const request = new XMLHttpRequest();
    this.request = request;
    return new Promise((give) => {
      request.open("POST", this.to);
      request.setRequestHeader("X-CSRF-Token", csrf());
      request.setRequestHeader("Idempotency-Key", one.key);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        this.nowBytes = Math.min(event.loaded, sizeOf(one.papers));
        this.on.changed();
      });
      request.addEventListener("loadend", () => give({ status: request.status, told: told(request) }));
      request.send(form);
    });
  }

  /** For so long, or until the browser is online again or the person stops it. */
  #wait(milliseconds) {
    return new Promise((go) => {
      this.wake = go;
      if (navigator.onLine === false) addEventListener("online", go, { once: true });
      else setTimeout(go, milliseconds);
    });
  }
}

const sizeOf = (papers) => papers.reduce((sum, paper) => sum + paper.file.size, 0);

/** What an answer says is wrong and what to do, in plain words. */
function told(request) {
  if (request.status === 401) return "You are logged out: log in again, then add the papers that are missing.";
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return "The service does not answer: look whether you are online, then send them again.";
  }
}
