"""Whatever the papers say: quotes stand where they say, no known person is left, masking twice is masking once."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_chronology import document, entry, when

from caseclock.extractor.exports.mask import People, Person, masked
from caseclock.extractor.exports.mask_check import left_over
from caseclock.extractor.exports.masking.reading import comparable, read_words
from caseclock.extractor.exports.masking.replaced import Replaced, Span
from caseclock.models.chronology import Case, Chronology
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source
from caseclock.models.text import Block, Role, Text
from caseclock.models.when import Precision

# Family names that are nothing else: of those that are words too, some may be left where nothing shows a name.
SURNAMES = ("Thackwray", "Crozier", "O'Doherty", "Żurawska", "Okafor-Hale", "Lindqvist")
GIVEN = ("Yvonne", "Keith", "Siân", "Tomasz", "Aaliyah", "Leonard")
TITLES = ("Mr", "Mrs", "PC", "Dr", "")
PLACES = (
    "14 Mill Lane",
    "Mill Lane",
    "no 14",
    "flat 3",
    "Flat 3, 9 Elm Row",
    "van AB12 CDE",
    "Town Hall",
    "Marl Housing",
    "Ms A.",
    "Officer 1",
    "Mr B",
    "Address 4, Elm Row",
)
LETTERS = st.text(st.sampled_from("ab Ab.,;:\n\t'’-_/@|()0129£éŁ\u00ad\u202e"), max_size=12)

name = st.builds(
    lambda title, given, surname, style: style(" ".join(filter(None, [title, given, surname]))),
    st.sampled_from(TITLES),
    st.sampled_from(("", "K", *GIVEN)),
    st.sampled_from(SURNAMES),
    st.sampled_from((str, str.upper, str.lower, lambda words: f"{words}'s", lambda words: words.replace(" ", "\n"))),
)
piece = st.one_of(
    name,
    st.sampled_from(("yvonne.thackwray@post.example", "the", "On Monday", "INF", "will", "07700 900123", *PLACES)),
    st.sampled_from(("crozier_letter.docx", "KCrozier", "Thack\u00adwray", "Thackwrays", "Thack-\nwray", *GIVEN)),
    LETTERS,
)
words = st.lists(piece, max_size=8).map(" ".join)
few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PEOPLE = People(
    persons=tuple(
        Person(
            role=role,
            surnames=(comparable(surname), *(["okafor"] if "-" in surname else [])),
            given=(comparable(given),),
            initials=(comparable(given)[0],),
            titles=titles,
            marks=marks,
            part=part,
        )
        for role, surname, given, titles, marks, part in zip(
            ("complainant", "respondent", "officer", "complainant", "other", "respondent"),
            SURNAMES,
            GIVEN,
            (("mrs",), ("mr",), ("pc",), (), (), ()),
            ((), ("mr c",), (), (), (), ()),
            ("", "", "", "other", "", "neighbour"),
            strict=True,
        )
    )
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Chronology, dict[str, Text]]:
    """A chronology with quotes cut anywhere out of two texts."""
    texts = {f"d{number}": Text(draw(words)) for number in (1, 2)}
    said = []
    for key, text in texts.items():
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, len(text.text)))
            end = draw(st.integers(start, len(text.text)))
            said.append(Source(document=key, page=None, start=start, end=end, quote=text.text[start:end]))
        texts[key] = replace(text, blocks=(Block(Role.PARAGRAPH, 0, len(text.text)),))
    at = when(None, precision=Precision.UNDATED, text=draw(words))
    entries = tuple(entry(number, at, draw(words), sources=tuple(said)) for number in (1, 2))
    found = Discrepancy(id="f1", about="other", sources=tuple(said), text=draw(words))
    chronology = Chronology(
        case=Case(reference=draw(words), as_of=date(2023, 5, 1)),
        documents=(document(1, draw(words)), document(2, draw(words), problem=draw(words))),
        agencies=(),
        entries=entries,
        findings=(found,),
    )
    return chronology, texts


def strings(chronology: Chronology, texts: dict[str, Text]) -> list[str]:
    """Every text of a chronology, and the texts that its quotes are of."""
    found = [chronology.case.reference or "", *(document.name for document in chronology.documents)]
    found += [document.problem or "" for document in chronology.documents]
    for one in chronology.entries:
        found += [one.summary, one.when.text, *(source.quote for source in one.sources)]
    for finding in chronology.findings:
        found += [finding.text]
    return [*found, *(texts[key].text for key in sorted(texts))]


@few
@given(cases(), st.sampled_from(("third_parties", "initials", "masked")))
def test_quotes_stand_where_they_say(case, how):
    chronology, texts = masked(*case, PEOPLE, how)
    for source in (*chronology.entries[0].sources, *chronology.findings[0].sources):
        assert texts[source.document].text[source.start : source.end] == source.quote
    for text in texts.values():
        assert [(block.start, block.end) for block in text.blocks] == [(0, len(text.text))]


@few
@given(cases(), st.sampled_from(("initials", "masked")))
def test_no_known_person_is_left(case, how):
    known = {name for person in PEOPLE.persons for name in (*person.surnames, *person.given)}
    chronology, texts = masked(*case, PEOPLE, how)
    shown = strings(chronology, dict(texts))
    assert [text for text in shown if known & {word.key for word in read_words(text)}] == []


@few
@given(cases())
def test_no_third_party_is_left_and_parties_are(case):
    chronology, texts = case
    told = [
        entry.model_copy(update={"summary": f"Yvonne Thackwray rang. {entry.summary}"}) for entry in chronology.entries
    ]
    shown, new = masked(chronology.model_copy(update={"entries": tuple(told)}), texts, PEOPLE, "third_parties")
    third = {name for person in PEOPLE.persons if person.is_third_party for name in (*person.surnames, *person.given)}
    assert [text for text in strings(shown, dict(new)) if third & {word.key for word in read_words(text)}] == []
    assert all(entry.summary.startswith("Yvonne Thackwray rang.") for entry in shown.entries)


@few
@given(cases())
def test_what_leads_to_a_home_or_car_is_left_nowhere(case):
    for how in ("third_parties", "masked"):
        chronology, texts = masked(*case, PEOPLE, how)
        assert [text for text in strings(chronology, dict(texts)) if "14 Mill" in text or "AB12 CDE" in text] == []


@few
@given(cases(), st.sampled_from(("third_parties", "initials", "masked")))
def test_the_order_of_texts_does_not_matter(case, how):
    chronology, texts = case
    one, other = masked(chronology, texts, PEOPLE, how), masked(chronology, dict(reversed(texts.items())), PEOPLE, how)
    assert one[0] == other[0]
    assert dict(one[1]) == dict(other[1])


@few
@given(cases(), st.sampled_from(("third_parties", "initials", "masked")))
def test_what_is_listed_to_be_looked_at_stands_there(case, how):
    chronology, texts = masked(*case, PEOPLE, how)
    listed = left_over(chronology, texts, PEOPLE, how, most=5)
    assert listed == left_over(chronology, dict(reversed(texts.items())), PEOPLE, how, most=5)
    assert len(listed) <= 5
    names = {document.id: document.name for document in chronology.documents}
    for one in listed:
        text = names[one.document] if one.in_name else texts[one.document].text
        assert " ".join(text[one.start : one.end].split()) == one.words
    assert [one for one in listed if one.why == "known"] == []


@few
@given(cases(), st.sampled_from(("third_parties", "initials", "masked")))
def test_the_same_input_gives_the_same_output(case, how):
    assert masked(*case, PEOPLE, how) == masked(*case, PEOPLE, how)


@few
@given(cases(), st.sampled_from(("initials", "masked")))
def test_masking_twice_is_masking_once(case, how):
    once = masked(*case, PEOPLE, how)
    again = masked(*once, PEOPLE, how)
    pairs = zip(strings(once[0], dict(once[1])), strings(again[0], dict(again[1])), strict=True)
    assert [(one, other) for one, other in pairs if one != other] == []
    assert again == once


@few
@given(cases())
def test_names_in_full_are_the_same(case):
    chronology, texts = masked(*case, PEOPLE, "full")
    assert chronology is case[0]
    assert texts is case[1]


spans = st.builds(lambda start, length, text: Span(start, start + length, text), *[st.integers(0, 30)] * 2, LETTERS)


@given(st.text(max_size=40), st.lists(spans, max_size=5))
def test_offsets_never_cross(text, some):
    inside = [Span(span.start, min(span.end, len(text)), span.text) for span in some if span.start < len(text)]
    made = Replaced(text, inside)
    moved = [(made.start(at), made.end(at)) for at in range(len(text) + 1)]
    assert moved == sorted(moved)
    assert all(0 <= start <= end <= len(made.text) for start, end in moved)
    assert moved[-1][1] == len(made.text)
    kept = [at for at in range(len(text)) if not any(span.start <= at < span.end for span in inside)]
    assert all(made.text[made.start(at)] == text[at] for at in kept)
