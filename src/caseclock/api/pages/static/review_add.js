// Words marked in the shown text are taken over into the form, with the place where they stand.

const shown = document.getElementById("paper-text");
const words = document.getElementById("words");
const near = document.getElementById("near");
const use = document.getElementById("use");

if (shown && words) {
  for (const one of document.querySelectorAll(".script-only")) one.hidden = false;
  use.addEventListener("click", take);
  words.addEventListener("input", () => (near.value = ""));
}

/** Characters as the service counts them: half a surrogate pair is none. */
const count = (text) => Array.from(text).length;

function take() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  if (!range || range.collapsed || !shown.contains(range.commonAncestorContainer)) {
    document.getElementById("told").textContent = "Mark the words in the text first.";
    return;
  }
  const before = document.createRange();
  before.selectNodeContents(shown);
  before.setEnd(range.startContainer, range.startOffset);
  const picked = range.toString();
  near.value = String(Number(shown.dataset.start) + count(before.toString()) + count(picked) - count(picked.trimStart()));
  words.value = picked.trim();
  document.getElementById("told").textContent = "The words were taken over into the form.";
  words.focus();
}
