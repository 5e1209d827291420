"""Words as Typst can set them: pictures named, places marked where a long word may be broken."""

import re
import unicodedata

LONG_WORD = 18  # characters; longer words may be broken after these signs, and anywhere once none is left
_LONG = re.compile(rf"\S{{{LONG_WORD + 1},}}")
_SIGNS = re.compile(r"([_/\\.@:;,=&?+])(?=\S)|(\S{16})(?=\S)")
_BREAK = "\u200b"  # zero-width space
# Typst's own fonts have no pictures; a message's meaning may hang on one, so it is named.
_PICTURES = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff]\ufe0f?")


def breakable(text: str) -> str:
    """The text with a mark in each long word where it may be broken."""
    return _LONG.sub(lambda word: _SIGNS.sub(lambda found: found.group() + _BREAK, word.group()), text)


def with_pictures_named(text: str, beside: str = "") -> str:
    """The text with the name of each picture in its place: [smiling face]. `beside` stands before and after it."""
    return _PICTURES.sub(lambda found: _name(found.group(), beside), text)


def _name(picture: str, beside: str) -> str:
    name = unicodedata.name(picture[0], "")
    return f"{beside}[{name.lower()}]{beside}" if name else picture
