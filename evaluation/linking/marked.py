"""Papers with marks in them to papers without, and where every marked mention stands.

A mark sets off the words that tell of one thing: `{name kind day|the words}` where the thing is defined, `{=name|the
words}` wherever else it is told of, earlier or later, in that paper or another of the case. A period is
`2021-03-15..2021-04-11`. After the day, or after `=name`, may stand `kind=report` (told as something else there),
`part_of=name`, `realised_as=name`, `optional`. Offsets come from taking the marks out, so they are always exact.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent / "samples"
_MARK = re.compile(r"\{(?P<head>[^{}|]+)\|(?P<words>[^{}]*)\}")
_EXTRAS = frozenset({"kind", "part_of", "realised_as", "optional"})


@dataclass(frozen=True)
class Mark:
    """One marked mention: the thing's name, where it stands, and what the mark says of it ("" if it leaves it open)."""

    name: str
    document: str
    start: int
    end: int
    quote: str
    kind: str = ""
    first: str = ""
    last: str = ""
    defines: bool = False
    part_of: str = ""
    realised_as: str = ""
    optional: bool = False


def plain(marked: str, document: str) -> tuple[str, list[Mark]]:
    """A marked text without its marks, and the marks in the order of the text. Raises ValueError for a faulty one."""
    out: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for found in _MARK.finditer(marked):
        before, words = marked[at : found.start()], found["words"]
        length += len(before)
        out += [before, words]
        marks.append(
            replace(_mark(found["head"]), document=document, start=length, end=length + len(words), quote=words)
        )
        length += len(words)
        at = found.end()
    text = "".join([*out, marked[at:]])
    if set("{}") & set(text):
        raise ValueError(f"{document}: a brace that is no mark near {text[max(0, text.find('{')) :][:40]!r}")
    return text, marks


def _mark(head: str) -> Mark:
    """The words of a mark before its bar, not yet placed."""
    name, *rest = head.split()
    extras = {key: value or "yes" for key, _, value in (word.partition("=") for word in rest) if key in _EXTRAS}
    bare = [word for word in rest if word.partition("=")[0] not in _EXTRAS]
    if name.startswith("="):
        name, kind, days = name[1:], extras.get("kind", ""), ""
    elif len(bare) == 2:
        kind, days = bare
    else:
        raise ValueError(f"a mark is '{{name kind day|words}}' or '{{=name|words}}', not {head!r}")
    first, _, last = days.partition("..")
    return Mark(
        name,
        "",
        0,
        0,
        "",
        kind=kind,
        first=first,
        last=last or first,
        defines=bool(days),
        part_of=extras.get("part_of", ""),
        realised_as=extras.get("realised_as", ""),
        optional="optional" in extras,
    )


def labels(papers: Mapping[str, str]) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Marked texts by name to plain texts by name, and the mentions of all in order.

    A mention is {id, name, document, kind, from, to, quote, start, end, duplicate_of} and where they apply part_of,
    realised_as (ids of first mentions) and optional. Raises ValueError where a thing is defined twice or not at all.
    """
    texts: dict[str, str] = {}
    marks: list[Mark] = []
    for document in sorted(papers):
        texts[document], found = plain(papers[document], document)
        marks += found
    defined: dict[str, Mark] = {}
    for mark in marks:
        if mark.defines and mark.name in defined:
            raise ValueError(f"{mark.document}: {mark.name} is defined twice")
        if mark.defines:
            defined[mark.name] = mark
    first_id: dict[str, str] = {}
    for number, mark in enumerate(marks, 1):
        if mark.name not in defined:
            raise ValueError(f"{mark.document}: {mark.name} is nowhere defined")
        first_id.setdefault(mark.name, f"e{number:03}")
    return texts, [_row(f"e{n:03}", mark, defined[mark.name], first_id) for n, mark in enumerate(marks, 1)]


def _row(ident: str, mark: Mark, of: Mark, first_id: Mapping[str, str]) -> dict[str, object]:
    row: dict[str, object] = {
        "id": ident,
        "name": mark.name,
        "document": mark.document,
        "kind": mark.kind or of.kind,
        "from": of.first,
        "to": of.last,
        "quote": mark.quote,
        "start": mark.start,
        "end": mark.end,
        "duplicate_of": None if first_id[mark.name] == ident else first_id[mark.name],
    }
    for key in ("part_of", "realised_as"):
        if target := getattr(of, key):
            row[key] = first_id[target]
    if mark.optional:
        row["optional"] = True
    return row


def read_case(case: Path) -> tuple[dict[str, str], list[dict[str, object]]]:
    """The plain papers and the mentions of one sample, from its marked papers."""
    return labels({path.name: path.read_text(encoding="utf-8") for path in sorted((case / "marked").glob("*.txt"))})


def rendered(mentions: list[dict[str, object]]) -> str:
    """The mentions of a case as `labels.json` holds them: one a line, so that a change shows as one line."""
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in mentions)
    return f'{{"events": [\n{lines}\n]}}\n'


def place(samples: Path = SAMPLES) -> None:
    """Writes `papers/` and `labels.json` of every sample from its marked papers."""
    for case in sorted(path.parent for path in samples.glob("*/marked")):
        texts, mentions = read_case(case)
        (case / "papers").mkdir(exist_ok=True)
        for name, text in texts.items():
            (case / "papers" / name).write_text(text, encoding="utf-8", newline="\n")
        (case / "labels.json").write_text(rendered(mentions), encoding="utf-8", newline="\n")
        later = sum(row["duplicate_of"] is not None for row in mentions)
        words = sum(len(text.split()) for text in texts.values())
        print(f"{case.name}: {words} words, {len(mentions)} mentions, {later} of them later ones")
