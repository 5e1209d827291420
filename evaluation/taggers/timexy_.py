"""timexy, a component of spaCy; it counts from nothing and resolves what is absolute."""

import re
from datetime import date

import spacy
from timexy import Timexy

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.parsing import widened

_VALUE = re.compile(r'type="DATE" value="(\d{4}-\d\d-\d\d)')
_MONTH = re.compile(r"[A-Za-z]+\.?,? \d{4}\Z")


def make() -> Tagger:
    """The tagger, ready to read."""
    model = spacy.blank("en")
    assert Timexy  # its import names the component
    model.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})

    def find(text: str, dated: str | None):
        return model(text).ents

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        found = []
        for entity in raw:
            if read := _VALUE.search(entity.kb_id_):
                period = "month" if _MONTH.match(entity.text) else "day"
                days = widened(date.fromisoformat(read[1]), period)
                found.append(Found(entity.start_char, entity.end_char, *days))
        return found

    return find, resolve
