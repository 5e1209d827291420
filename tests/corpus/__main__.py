"""`python -m tests.corpus [NAME...]`: writes golden readings that are missing, and those named anew."""

import sys

from tests.corpus.told import corpus, golden_file, told

for paper, (area, make) in corpus().items():
    golden = golden_file(area, paper)
    if golden.exists() and paper not in sys.argv[1:]:
        continue
    golden.parent.mkdir(parents=True, exist_ok=True)
    golden.write_text(told(paper, make()), encoding="utf-8")
    print(f"{golden}: look at it")
