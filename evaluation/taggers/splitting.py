"""Sentences, for taggers that read one date of a text or grow slow with its length."""

import re

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*[.!?]?")
