"""Where each word of a page stands in the document's text."""

from collections.abc import Sequence

from caseclock.extractor.readers.pdf_page import Word
from caseclock.models.document import PlacedWord, Text


def placed_words(text: Text, number: int, words: Sequence[Word]) -> tuple[PlacedWord, ...]:
    """The words of page `number` with their places in the text."""
    return ()
