"""What each sign of the match score is worth on the labelled cases, after Fellegi and Sunter.

A sign is worth log2(m / u): m is the share of the pairs of one thing in which it is seen, u that of the pairs of two
things that the linking weighs at all (those ruled out beforehand, by their days say, teach nothing). The shares are
smoothed by half a pair, and the worth is kept between -6 and 6. The papers are few: the value that is set counts as
much as ten pairs do, and a sign seen in fewer than eight keeps it. The threshold `link` is the one with the best F1
over the pairs, no more than two from the one that is set.
"""

import math
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import caseclock.extractor.linking as linking
from caseclock.extractor.linking import weights as weighing
from evaluation.linking.cases import Case, read_cases
from evaluation.linking.measure import measure
from evaluation.linking.pairs import TABLES, Compared, compared

Weights = dict[str, dict[str, float]]

WEIGHTS = Path(linking.__file__).resolve().parent / "weights.toml"
LEAST, MOST = -6.0, 6.0
FEW_PAIRS = 8  # a sign seen in fewer keeps its value
TRUST = 10  # pairs that the value set counts for
FARTHEST_LINK = 2.0
NO_SIGNS = frozenset({"link", "close", "rare_words"})  # limits, not signs; so is whatever begins with "least_"
_RARE = "rare_word"
# What rules most pairs out is their days: these signs are set against all pairs, weighed or not.
_ALIKE = ("same_day", "same_night", "same_period", "same_month", "same_month_back")
TIMES = frozenset({*_ALIKE, "near_day", "within_period", "within_long_period"})


def fit(*, write: bool) -> int:
    """Prints what was fitted beside what is set, and how well either links; writes weights.toml only if told to."""
    present = read_weights()
    cases = read_cases()
    pairs = [pair for case in cases for pair in compared(case, case.build()[1])]
    fitted = fitted_weights(pairs, present)
    for table in TABLES:
        print(*_table(table, [p for p in pairs if p.table == table], present, fitted), sep="\n")
    print(*_ruled_out(pairs), sep="\n")
    print(*_held_out(cases, pairs, present, fitted), sep="\n")
    if write:
        WEIGHTS.write_text(rewritten(WEIGHTS.read_text(encoding="utf-8"), fitted), encoding="utf-8", newline="\n")
        print(f"written: {WEIGHTS.name}")
    return 0


def read_weights(path: Path = WEIGHTS) -> Weights:
    """The tables of weights as they are set."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def is_sign(name: str) -> bool:
    """Is it the name of a sign, and not of a limit?"""
    return name not in NO_SIGNS and not name.startswith("least_")


def fitted_weights(pairs: Sequence[Compared], present: Weights) -> Weights:
    """The tables with every sign that enough pairs speak about fitted, `link` fitted to them, the rest as it was."""
    fitted: Weights = {}
    for table in present:
        all_ = [pair for pair in pairs if pair.table == table]
        weighed = [pair for pair in all_ if not pair.ruled_out]
        worth = dict(present[table])
        for sign in filter(is_sign, present[table]):
            seen = sum(sign in pair.signs for pair in weighed)
            if seen >= FEW_PAIRS and sign != _RARE:
                worth[sign] = round(
                    blended(sign_worth(all_ if sign in TIMES else weighed, sign), present[table][sign], seen), 1
                )
        seen = sum(_RARE in pair.signs for pair in weighed)
        if _RARE in worth and seen >= FEW_PAIRS:
            slope, ceiling = rarity_worth(weighed)
            worth[_RARE] = round(blended(slope, present[table][_RARE], seen), 2)
            worth["rare_words"] = round(blended(ceiling, present[table]["rare_words"], seen), 1)
        gap = present[table].get("link", 0.0) - present[table].get("close", 0.0)
        if any(pair.same for pair in weighed):
            worth["link"] = best_link(weighed, worth, near=present[table]["link"])
        if "close" in worth:
            worth["close"] = round(worth["link"] - gap, 1)
        fitted[table] = worth
    return fitted


def shares(weighed: Iterable[Compared], sign: str) -> tuple[float, float]:
    """m and u of a sign, smoothed by half a pair."""
    held, all_ = {True: 0.5, False: 0.5}, {True: 1.0, False: 1.0}
    for pair in weighed:
        all_[pair.same] += pair.share
        held[pair.same] += pair.share * (sign in pair.signs)
    return held[True] / all_[True], held[False] / all_[False]


def sign_worth(weighed: Iterable[Compared], sign: str) -> float:
    """log2(m / u), within bounds."""
    m, u = shares(weighed, sign)
    return min(MOST, max(LEAST, math.log2(m / u)))


def blended(found: float, was: float, pairs: int) -> float:
    """What so many pairs say, held back by the value that is set."""
    return (pairs * found + TRUST * was) / (pairs + TRUST)


def rarity_worth(weighed: Sequence[Compared]) -> tuple[float, float]:
    """What one unit of rarity of shared words is worth, and the ceiling: log2 of the shares at several heights of
    rarity, and a line through nought laid to them by least squares, each height counting with its pairs."""
    bounds = (0.5, 1.5, 2.5, 4.0, 6.0, 9.0, math.inf)
    top = above = below = 0.0
    for low, high in zip((0.0, *bounds), bounds, strict=False):
        inside = [pair for pair in weighed if _RARE in pair.signs and low <= pair.rarity < high]
        if len(inside) < FEW_PAIRS:
            continue
        held = {same: 0.5 + sum(p.share for p in inside if p.same is same) for same in (True, False)}
        all_ = {same: 1.0 + sum(p.share for p in weighed if p.same is same) for same in (True, False)}
        worth = math.log2(held[True] / all_[True]) - math.log2(held[False] / all_[False])
        middle = sum(p.rarity for p in inside) / len(inside)
        top = max(top, worth)
        above += len(inside) * middle * worth
        below += len(inside) * middle * middle
    slope = max(0.0, above / below) if below else 0.0
    return slope, min(MOST, top)


def pair_score(pair: Compared, worth: Mapping[str, float]) -> float:
    """The score of a pair under some weights."""
    rare = min(worth.get("rare_words", 0.0), worth.get(_RARE, 0.0) * pair.rarity)
    return sum(rare if sign == _RARE else worth.get(sign, 0.0) for sign in pair.signs)


def best_link(weighed: Sequence[Compared], worth: Mapping[str, float], near: float) -> float:
    """The threshold near the one that is set with the best F1 over the pairs; of equals, the nearest to it."""
    scored = [(pair_score(pair, worth), pair) for pair in weighed]
    everything = sum(pair.share for pair in weighed if pair.same)
    results: dict[float, float] = {}
    for limit in (near + step / 2 for step in range(-int(2 * FARTHEST_LINK), int(2 * FARTHEST_LINK) + 1)):
        right = sum(pair.share for score, pair in scored if score >= limit and pair.same)
        wrong = sum(pair.share for score, pair in scored if score >= limit and not pair.same)
        results[limit] = 2 * right / (right + wrong + everything) if right else 0.0
    return max(results, key=lambda limit: (results[limit], -abs(limit - near), limit))


@contextmanager
def using(tables: Weights) -> Iterator[None]:
    """The linking with other weights for as long as the block lasts."""
    real = weighing.weights
    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith(linking.__name__) and getattr(module, "weights", None) is real:
                stack.enter_context(mock.patch.object(module, "weights", tables.__getitem__))
        yield


def rewritten(toml: str, tables: Weights) -> str:
    """weights.toml with the values of the tables in place of its own; comments and order stay."""
    out, table = [], ""
    for row in toml.splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", row.strip()):
            table = header[1]
        elif (found := re.match(r"(\w+)(\s*=\s*)(-?[\d.]+)(.*)", row)) and found[1] in tables.get(table, {}):
            row = f"{found[1]}{found[2]}{tables[table][found[1]]}{found[4]}"
        out.append(row)
    return "\n".join(out) + "\n"


def _table(table: str, pairs: Sequence[Compared], present: Weights, fitted: Weights) -> Iterator[str]:
    weighed = [pair for pair in pairs if not pair.ruled_out]
    alike = sum(pair.same for pair in weighed)
    yield f"\n[{table}] {alike} pairs of one thing and {len(weighed) - alike} of two were weighed"
    yield f"{'sign':<22}{'one':>6}{'two':>6}{'m':>8}{'u':>8}{'fitted':>9}{'set':>8}{'change':>8}"
    for name, was in present[table].items():
        now = fitted[table][name]
        change = f"{now - was:>+8.1f}" if now != was else ""
        if not is_sign(name):
            yield f"{name:<22}{'':>28}{now:>9}{was:>8}{change}"
            continue
        seen = [pair.same for pair in weighed if name in pair.signs]
        m, u = shares(pairs if name in TIMES else weighed, name)
        shown = f"{now:>9}" if len(seen) >= FEW_PAIRS else f"{'too few':>9}"
        yield f"{name:<22}{sum(seen):>6}{len(seen) - sum(seen):>6}{m:>8.3f}{u:>8.3f}{shown}{was:>8}{change}"


def _ruled_out(pairs: Sequence[Compared]) -> Iterator[str]:
    """The pairs of one thing that no weight can save, by what ruled them out."""
    lost: dict[tuple[str, str], list[Compared]] = {}
    for pair in pairs:
        if pair.same and pair.ruled_out:
            why = re.sub(r"\d+ days?", "some days", pair.ruled_out)
            lost.setdefault((pair.table, why), []).append(pair)
    yield "\npairs of one thing that were never weighed"
    for (table, why), some in sorted(lost.items(), key=lambda item: -len(item[1])):
        in_cases = ", ".join(sorted({pair.case for pair in some}))
        yield f"{len(some):>5}  {table}: {why} ({in_cases})"


def _held_out(cases: Sequence[Case], pairs: Sequence[Compared], present: Weights, fitted: Weights) -> Iterator[str]:
    """F1 of each case as set, as fitted on all cases, and as fitted on the other cases only."""
    yield "\nF1 by pairs that were read / B-cubed F1"
    yield f"{'case':<14}{'as set':>16}{'fitted':>16}{'on the others':>16}"
    for case in cases:
        others = fitted_weights([pair for pair in pairs if pair.case != case.name], present)
        cells = []
        for tables in (present, fitted, others):
            with using(tables):
                figures = measure(case, case.build()[0].entries)
            cells.append(f"{figures.read_f1:>9.3f} /{figures.bcubed_f1:>5.3f}")
        yield f"{case.name:<14}" + "".join(cells)
