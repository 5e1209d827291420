"""`python -m evaluation.linking [--faults]`: how well the accounts of the labelled cases are linked.
`python -m evaluation.linking place`: writes the plain papers and labels from the marked ones.
`python -m evaluation.linking fit [--write]`: what each sign is worth on them, beside its weight in weights.toml."""

import sys

from evaluation.linking.cases import read_cases
from evaluation.linking.marked import place
from evaluation.linking.measure import Figures, measure

_HEAD = f"{'case':<14}{'mentions':>9}{'placed':>8}{'P':>8}{'R':>7}{'F1':>7}{'F1 read':>9}{'B3 P':>8}{'R':>7}{'F1':>7}"


def main(arguments: list[str]) -> int:
    """Does what the first argument says; 0 if it could."""
    if arguments[:1] == ["place"]:
        place()
        return 0
    if arguments[:1] == ["fit"]:
        from evaluation.linking.fit import fit

        return fit(write="--write" in arguments)
    print(_HEAD)
    for case in read_cases():
        chronology, _ = case.build()
        figures = measure(case, chronology.entries)
        print(line(case.name, figures), flush=True)
        print("  " + "; ".join(f"{sort}: {a}, read {b}, linked {c}" for sort, (a, b, c) in figures.again.items()))
        if "--faults" in arguments:
            print(*faults(figures), sep="\n")
    return 0


def line(name: str, figures: Figures) -> str:
    """One case as a row of the table."""
    p, r, f = figures.pairs
    bp, br = figures.bcubed
    return (
        f"{name:<14}{figures.mentions:>9}{figures.placed:>8}{p:>8.3f}{r:>7.3f}{f:>7.3f}{figures.read_f1:>9.3f}"
        f"{bp:>8.3f}{br:>7.3f}{figures.bcubed_f1:>7.3f}"
    )


def faults(figures: Figures) -> list[str]:
    """The pairs put together wrongly, those read but not put together, and the mentions not read, in words."""
    return [
        *(f"  merged {a.thing} | {b.thing}: {a.quote[:60]!r} | {b.quote[:60]!r}" for a, b in figures.merges),
        *(f"  split {a.thing}: {a.quote[:70]!r} | {b.quote[:70]!r}" for a, b in figures.splits),
        *(f"  not read {m.thing}: {m.quote[:90]!r}" for m in figures.unread),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
