"""Makes docs/chronology.png, the README's picture: the top of the first page of a chronology as PDF.

Without an argument it takes the sample's (run `make run` first); `python scripts/picture.py FILE.pdf` takes another.
"""

import sys
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "build" / "mill-lane" / "chronology.pdf"
PICTURE = ROOT / "docs" / "chronology.png"
SCALE = 1.4  # pixels for a point
SHARE = 0.7  # of the page's height, from the top


def make_picture(pdf: Path, picture: Path) -> None:
    """Renders the top of the PDF's first page to a PNG of few colours."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=SCALE, crop=(0, page.get_height() * (1 - SHARE), 0, 0)).to_pil()
    picture.parent.mkdir(exist_ok=True)
    image.convert("P", palette=1, colors=32).save(picture, optimize=True)


if __name__ == "__main__":
    make_picture(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE, PICTURE)
