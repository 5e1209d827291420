"""The yardstick: pdfplumber alone takes the words out of every page of a PDF, closing each page."""

import sys

import pdfplumber


def main(path: str) -> int:
    """Extract all words; the number of them."""
    words = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            words += len(page.extract_words())
            page.close()
    return words


if __name__ == "__main__":
    print(main(sys.argv[1]))
