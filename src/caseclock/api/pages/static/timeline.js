// Moves the window over the timeline and says what falls in it; the words are those of timeline_window.py.

const months = "January February March April May June July August September October November December".split(" ");
const epoch = 719163; // the ordinal of 1 January 1970: days are counted from 1 January of the year 1
const chart = document.querySelector(".chart");
const region = document.getElementById("timeline");
const box = document.getElementById("window-box");
const slider = document.getElementById("window-end");
const group = document.getElementById("window");
const [band, grip, label] = group.children;
const told = document.getElementById("window-words");

const first = Number(chart.dataset.first);
const last = Number(chart.dataset.last);
const left = Number(chart.dataset.left);
const perDay = (Number(chart.dataset.right) - left) / Math.max(1, last - first);
const length = { months: Number(box.dataset.months), within: box.dataset.within === "1", days: Number(box.dataset.days) };
const happened = box.dataset.happened.split(";").filter(Boolean).map((one) => {
  const [from, to, n, sure, inTime] = one.split(",").map(Number);
  return { from: first + from, to: first + to, n, sure, inTime };
});

function parts(ordinal) {
  const date = new Date((ordinal - epoch) * 86400000);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

function ordinalOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / 86400000) + epoch;
}

/** The corresponding day so many months on; the month's last day where it has no such day. */
function shifted(ordinal, n) {
  const [year, month, day] = parts(ordinal);
  const target = year * 12 + month + n;
  const lastDay = parts(ordinalOf(Math.floor(target / 12), (target % 12) + 1, 0))[2];
  return ordinalOf(Math.floor(target / 12), target % 12, Math.min(day, lastDay));
}

/** The last day of a period of months that begins with that day. */
function periodEnd(start, n) {
  const end = shifted(start, n);
  return parts(end)[2] === parts(start)[2] ? end - 1 : end;
}

function startOf(end) {
  if (!length.months) return Math.max(1, end - length.days + 1);
  let start = shifted(end, -length.months);
  while (length.within && periodEnd(start, length.months) < end) start += 1;
  return start;
}

function day(ordinal) {
  const [year, month, date] = parts(ordinal);
  return `${date} ${months[month]} ${year}`;
}

function words(start, end) {
  let inside = 0, inTime = 0, may = 0;
  for (const one of happened) {
    if (one.to < start || one.from > end) continue;
    if (!one.sure || one.from < start || one.to > end) may += one.n;
    else {
      inside += one.n;
      if (one.inTime) inTime += one.n;
    }
  }
  let said = inside ? `${inside} incident${inside === 1 ? "" : "s"}` : "no incidents";
  if (inside === 1) said += inTime ? ", reported within a month" : ", not reported within a month";
  else if (inside) said += `, ${inTime || "none"} of them reported within a month`;
  return `${day(start)} to ${day(end)}: ${said}${may ? `; ${may} more may fall in it` : ""}`;
}

function x(ordinal) {
  return left + (Math.min(Math.max(ordinal, first), last) - first) * perDay;
}

/** Puts the window so that it ends with that day. */
function move(to) {
  const end = Math.min(Math.max(to, first), last);
  const start = startOf(end);
  const from = x(start), width = x(end) - from;
  for (const one of [band, grip]) {
    one.setAttribute("x", from.toFixed(1));
    one.setAttribute("width", width.toFixed(1));
  }
  label.setAttribute("x", (from + width / 2).toFixed(1));
  const said = words(start, end);
  slider.value = String(end);
  slider.setAttribute("aria-valuetext", said);
  told.textContent = said;
}

slider.addEventListener("input", () => move(Number(slider.value)));
slider.addEventListener("keydown", (event) => {
  const by = { PageUp: 1, PageDown: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  move(shifted(Number(slider.value), by));
});

// A finger moves the window by its handle only: anywhere else it scrolls the page.
let dragged = null;
group.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || (event.pointerType === "touch" && event.target !== grip)) return;
  dragged = { from: event.clientX, end: Number(slider.value) };
  group.setPointerCapture(event.pointerId);
  event.preventDefault();
});
group.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
  move(dragged.end + Math.round((event.clientX - dragged.from) / scale / perDay));
});
for (const over of ["pointerup", "pointercancel"]) {
  group.addEventListener(over, () => {
    dragged = null;
  });
}

document.getElementById("window-mover").hidden = false;
document.getElementById("window-how").hidden = false;
group.classList.add("moves");
region.scrollLeft = x(Number(slider.value)) + 40 - region.clientWidth; // where the screen is narrow: the latest first
