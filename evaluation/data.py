"""The annotated texts: the two files of this folder, and the hand annotation of public papers where it is at hand."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPRESSIONS = HERE / "expressions.jsonl"
NEWS_AND_NARRATIVE = HERE / "news_and_narrative.jsonl"
GOLD = HERE.parent.parent / "shared" / "gold"
SEEDS = HERE.parent.parent / "shared" / "seeds"


@dataclass(frozen=True)
class Expected:
    """One expression that must be found: where it stands, and the first and last days that are right for it.

    `days` has more than one pair where careful readers differ. An `approximate` one may be read a little wider, an
    `open_end` one ("since May") is right if it begins right, an `optional` one is neither missed nor wrong.
    """

    start: int
    end: int
    days: tuple[tuple[str, str], ...]
    approximate: bool = False
    open_end: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Item:
    """One text, the ISO day on which it was written (None: not known), and what is in it."""

    id: str
    text: str
    dated: str | None
    expected: tuple[Expected, ...]


def read_items(path: Path) -> list[Item]:
    """The items of a JSON-lines file of this folder."""
    return [_item(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _item(row: dict) -> Item:
    expected = tuple(
        Expected(
            start=one["start"],
            end=one["start"] + len(one["quote"]),
            days=((one["from"], one["to"]), *map(tuple, one.get("or", ()))),
            approximate=one.get("precision") == "approximate",
            open_end=one.get("open_end", False),
            optional=one.get("optional", False),
        )
        for one in row["expected"]
    )
    return Item(row["id"], row["text"], row["dated"], expected)


def read_seeds(gold: Path = GOLD, seeds: Path = SEEDS) -> list[Item]:
    """The public papers that carry annotated dates; none where the folder is not there.

    A paper's day of writing is the first day annotated in its header.
    """
    items = []
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        paper = seeds / annotated.get("document", "")
        if not annotated.get("dates") or not paper.is_file():
            continue
        text = paper.read_bytes().decode("utf-8")
        header = [one["from"] for one in annotated["dates"] if one.get("paragraph") == "Header"]
        expected = tuple(_of_gold(one) for one in annotated["dates"])
        items.append(Item(path.stem, text, header[0] if header else None, expected))
    return items


def _of_gold(one: dict) -> Expected:
    days = [(one["from"], one["to"])] if one["from"] else []
    if one.get("corrected"):
        days.append((one["corrected"], one["corrected"]))
    return Expected(
        start=one["start"],
        end=one["end"],
        days=tuple(days),
        approximate=one.get("precision") == "approximate",
        open_end=one.get("open_end", False),
        optional=one.get("optional", False) or not days,
    )
