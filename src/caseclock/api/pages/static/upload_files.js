// Which files were chosen or dropped, with the folders that they are in. A paper is { file, name }.

const LEFTOVERS = new Set(["thumbs.db", "desktop.ini", "__macosx"]); // what systems leave in folders unasked

const isLeftOver = (part) => part.startsWith(".") || part.startsWith("~$") || LEFTOVERS.has(part.toLowerCase());

/** The files of a file input. */
export function chosen(input) {
  return sorted(Array.from(input.files, (file) => ({ file, name: file.webkitRelativePath || file.name })));
}

/** The files of a drop, folders with all that is below them. To be called while the drop is being handled. */
export async function dropped(transfer) {
  // What a drop holds is gone after the first wait: it is taken out at once.
  const items = Array.from(transfer.items ?? [], (item) => {
    if (item.kind !== "file") return null;
    return { entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() };
  }).filter(Boolean);
  const found = { papers: [], unreadable: [] };
  for (const { entry, file } of items) {
    if (entry?.isDirectory) await below(entry, found);
    else if (file) found.papers.push({ file, name: file.name });
  }
  return { ...sorted(found.papers), unreadable: found.unreadable };
}

/** Adds every file below a folder to what was found. */
async function below(folder, found) {
  const reader = folder.createReader();
  try {
    // It gives some hundred at a time, and none when there are no more.
    for (let some = await read(reader); some.length; some = await read(reader)) {
      for (const entry of some) {
        if (entry.isDirectory) await below(entry, found);
        else await one(entry, found);
      }
    }
  } catch {
    found.unreadable.push(nameOf(folder));
  }
}

async function one(entry, found) {
  try {
    const file = await new Promise((give, fail) => entry.file(give, fail));
    found.papers.push({ file, name: nameOf(entry) });
  } catch {
    found.unreadable.push(nameOf(entry));
  }
}

const read = (reader) => new Promise((give, fail) => reader.readEntries(give, fail));
const nameOf = (entry) => entry.fullPath.replace(/^\/+/, "");

/** In the order of their names; what systems leave in folders is only counted. */
function sorted(papers) {
  const kept = papers.filter((paper) => !paper.name.split("/").some(isLeftOver));
  kept.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  return { papers: kept, leftOut: papers.length - kept.length, unreadable: [] };
}
