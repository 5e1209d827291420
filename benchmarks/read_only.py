"""The reader alone, in its sandbox: what `build` spends on reading."""

import sys
from pathlib import Path

from caseclock.extractor.sandbox import run

if __name__ == "__main__":
    print(len(run("caseclock.extractor.readers.pdf", Path(sys.argv[1]).read_bytes()).text.blocks))
