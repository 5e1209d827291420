"""Names of papers: such as can be shown and stored, and no two the same."""

import re
import unicodedata


def clean_name(name: str) -> str:
    """A name that can be shown and stored: "/"-separated, no way up, no control or direction-turning characters."""
    shown = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in name)
    parts = [part.strip() for part in shown.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"


def child_name(name: str, folders: bool) -> str:
    """The name of an attachment: its last part (its whole path if it has `folders`), without what no name may hold."""
    base = name.replace("\\", "/").rstrip("/")
    if not folders:
        # A drive or folder before it is another person's; a subject with a slash has no dot in its last part only.
        foreign = re.match(r"(?:[A-Za-z]:)?/|\.\.?/", base)
        base = base.rpartition("/")[2] if foreign else base.replace("/", "_")
    return clean_name(re.sub(r'[:*?"<>|]', "_", base))


def apart(name: str, taken: set[str]) -> str:
    """The name, numbered if it is taken ("plan.pdf", "plan (2).pdf"); from then on it is."""
    folder, slash, base = name.rpartition("/")
    stem, dot, ending = base.rpartition(".")
    if not stem:
        stem, dot, ending = base, "", ""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{folder}{slash}{stem} ({number}){dot}{ending}"
    taken.add(candidate)
    return candidate
