"""`python -m evaluation [--faults] [TAGGER...]`: ours beside the others, on the same texts with the same scoring.

Ours runs in this environment, the others in one of their own (.venv-eval), each in a process of its own, one after the
other. One that is not installed or fails is named in the table, and the run goes on.
"""

import json
import subprocess
import sys
from pathlib import Path

from evaluation.data import EXPRESSIONS, GOLD, HERE, NEWS_AND_NARRATIVE, Item, read_items, read_seeds
from evaluation.scoring import Found, Score, faults, score
from evaluation.taggers import TAGGERS

_PEERS = HERE.parent / ".venv-eval" / "bin" / "python"
_OURS, _YARDSTICK = "caseclock", "search_dates"
_LONGEST = 900  # seconds for one tagger


def main(arguments: list[str]) -> int:
    """Measures all and prints; 0 if ours ran."""
    sets = {"public papers": read_seeds(), "300 expressions": read_items(EXPRESSIONS)}
    sets["news and narrative"] = read_items(NEWS_AND_NARRATIVE)
    if not sets["public papers"]:
        print(f"public papers: left out, for their annotation is not at hand ({GOLD})")
        del sets["public papers"]
    answers: dict[str, dict | str] = {}
    chosen = [name for name in TAGGERS if name in arguments] or list(TAGGERS)
    for name in chosen:
        print(f"{TAGGERS[name]} ...", file=sys.stderr, flush=True)
        answers[name] = _ask(name, sets)
    for key, items in sets.items():
        _print_set(key, items, answers)
    ours = answers.get(_OURS, "not asked")
    if isinstance(ours, str):
        return 1
    if "--faults" in arguments:
        for key, items in sets.items():
            for item, found in zip(items, _found(ours, key), strict=True):
                print(*faults(item, found), sep="\n", end="\n" if faults(item, found) else "")
    return 0


def _ask(name: str, sets: dict[str, list[Item]]) -> dict | str:
    """What a tagger found in every set and how fast, or why it did not."""
    python = Path(sys.executable) if name == _OURS else _PEERS
    if not python.exists():
        return "not installed"
    asked = json.dumps({key: [[item.text, item.dated] for item in items] for key, items in sets.items()})
    try:
        done = subprocess.run(
            [str(python), "-m", "evaluation.worker", name],
            input=asked,
            stdout=subprocess.PIPE,
            stderr=None,
            text=True,
            cwd=HERE.parent,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"took more than {_LONGEST} seconds"
    if done.returncode:
        return f"failed (exit status {done.returncode})"
    return json.loads(done.stdout)


def _found(answer: dict, key: str) -> list[list[Found]]:
    return [[Found(*one) for one in found] for found in answer[key]["found"]]


def _print_set(key: str, items: list[Item], answers: dict[str, dict | str]) -> None:
    size = sum(len(item.text) for item in items)
    total = sum(len(item.expected) for item in items)
    print(f"\n{key}: {len(items)} texts, {size:,} characters, {total} expressions")
    print(f"{'':<26}{'precision':>10}{'recall':>8}{'F1':>8}{'characters/s':>14}{'speed':>8}")
    yardstick = answers.get(_YARDSTICK)
    unit = size / yardstick[key]["seconds"] if isinstance(yardstick, dict) else None
    for name, answer in answers.items():
        title = TAGGERS[name]
        if isinstance(answer, str):
            print(f"{title:<26}  {answer}")
            continue
        figures = score(zip(items, _found(answer, key), strict=True))
        print(f"{title:<26}{_row(figures, size / answer[key]['seconds'], unit)}")


def _row(figures: Score, speed: float, unit: float | None) -> str:
    factor = f"{speed / unit:>7.1f}x" if unit else f"{'':>8}"
    return f"{figures.precision:>10.3f}{figures.recall:>8.3f}{figures.f1:>8.3f}{speed:>14,.0f}{factor}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
