"""`python -m evaluation.worker TAGGER`: texts on stdin as JSON, what it found and how fast on stdout."""

import importlib
import json
import sys
import time

_WARM_UP = 20  # texts read before the clock starts: imports, compiled patterns, loaded models
_SECONDS = 2.0  # passes for so long at least; the best one counts, for ours as for the others
_PASSES, _LONG = 3, 10.0  # so many at least, unless they take longer


def main(name: str) -> int:
    """Reads {"set": [[text, dated], ...]}; writes {"set": {"found": [[...], ...], "seconds": of one pass}}.

    Seconds are of processor time, so that other work on the machine counts for none of them.
    """
    find, resolve = importlib.import_module(f"evaluation.taggers.{name}").make()
    asked = json.load(sys.stdin)
    answers = {}
    for key, texts in asked.items():
        for text, dated in texts[:_WARM_UP]:
            find(text[:2000], dated)
        seconds, raws = _pass(find, texts)
        spent, passes = seconds, 1
        while spent < _SECONDS or (passes < _PASSES and spent < _LONG):
            again, raws = _pass(find, texts)
            spent, passes = spent + again, passes + 1
            seconds = min(seconds, again)
        found = [
            [[f.start, f.end, f.first, f.last] for f in resolve(text, dated, raw)]
            for (text, dated), raw in zip(texts, raws, strict=True)
        ]
        answers[key] = {"found": found, "seconds": seconds}
        print(f"  {name}: {key} read", file=sys.stderr, flush=True)
    json.dump(answers, sys.stdout)
    return 0


def _pass(find, texts) -> tuple[float, list]:
    begun = time.process_time()
    raws = [find(text, dated) for text, dated in texts]
    return time.process_time() - begun, raws


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
