"""The people of a case, each known once, by all the ways in which the papers call them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from caseclock.extractor.exports.masking.gathering import ROLES_OF_TITLES, Gathering
from caseclock.extractor.exports.masking.parts import with_parts
from caseclock.extractor.exports.masking.persons import People
from caseclock.extractor.exports.masking.reading import read_words
from caseclock.extractor.exports.masking.sighting import Sighting
from caseclock.extractor.exports.masking.sightings import Sightings
from caseclock.extractor.exports.masking.spelling import with_misspellings
from caseclock.extractor.exports.masking.words import (
    PRIVATE_TITLES,
    given_names,
)
from caseclock.extractor.language.agencies import AgencyIndex, find_agencies
from caseclock.extractor.language.agency_people import ADDRESS
from caseclock.extractor.language.people import Parties, find_parties
from caseclock.models.document import Paper


def people_of(
    papers: Sequence[Paper],
    index: AgencyIndex | None = None,
    parties: Parties | None = None,
    same: Iterable[Sequence[str]] = (),
) -> People:
    """Everybody whom the papers name. `index` and `parties` save finding them again; `same` are names that a person
    ruled to be one person's. The order of the papers does not matter."""
    index = index or find_agencies(papers)
    parties = parties or find_parties(papers, index)
    ordered = sorted(papers, key=lambda paper: (paper.document.name, paper.document.id))
    common = _common_words(ordered)
    bodies = _names_of_bodies(index)
    finders = [_finder(paper, index, bodies) for paper in ordered]
    seen = _believable([one for finder in finders for one in finder.find()], common)
    surnames = frozenset(one.name.surname for one in seen if not one.lone and one.name.surname)
    seen += [one for finder in finders for one in finder.beside(surnames)]
    gathered = Gathering(seen, parties, index, same).persons()
    other_words = common | {word.key for name in bodies for word in read_words(name)}
    people = People(persons=with_misspellings(gathered, _capitalised(ordered), other_words))
    by_agencies = {paper.document.id for paper in ordered if index.author(paper) is not None}
    return with_parts(people, ordered, by_agencies)


def _finder(paper: Paper, index: AgencyIndex, bodies: frozenset[str]) -> Sightings:
    spans = [
        (mention.start, mention.end)
        for mention in index.mentions.get(paper.document.id, ())
        if " ".join(mention.quote.split()).casefold() in bodies
    ]
    return Sightings(paper, spans, by_agency=index.author(paper) is not None)


def _names_of_bodies(index: AgencyIndex) -> frozenset[str]:
    """Names of agencies that are not those of people."""
    names = {name.casefold() for agency in index.agencies for name in (agency.name, *agency.aliases)}
    titles = tuple(f"{title} " for title in ROLES_OF_TITLES)
    return frozenset(name for name in names if not name.startswith(titles) and not name.endswith(" mp"))


def _common_words(papers: Sequence[Paper]) -> frozenset[str]:
    """Words that the papers use in small letters: what is one of them is hardly a name."""
    texts = (ADDRESS.sub(" ", paper.text.text) for paper in papers)
    return frozenset(word.key for text in texts for word in read_words(text) if word.raw.islower())


def _capitalised(papers: Sequence[Paper]) -> dict[str, int]:
    """How often the papers use each word with a capital."""
    return Counter(
        word.key for paper in papers for word in read_words(paper.text.text) if word.raw[0].isupper() and word.raw[1:]
    )


def _believable(seen: Sequence[Sighting], common: frozenset[str]) -> list[Sighting]:
    """The sightings without those that nothing but their shape makes names: "Bin Collection" in a From line."""
    plain, also_words = given_names()

    def is_sure(one: Sighting) -> bool:
        name = one.name
        if one.sure:
            return True
        if name.title in PRIVATE_TITLES or name.surname not in common:
            return name.title != "" or not name.given or name.given[0] not in common or name.given[0] in also_words
        return bool(name.given) and name.given[0] in plain

    sure = {one.name.surname for one in seen if is_sure(one)}
    return [
        one
        for one in seen
        if is_sure(one)
        or one.lone
        or (one.name.surname in sure and (not one.name.given or one.name.given[0] in plain | also_words))
    ]
