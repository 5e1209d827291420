"""A chronology without the names of the people in it, to be shown to others: initials, or letters as ombudsmen use.

`people_of` finds the people of a case in its papers (once: what it gives can be kept as JSON); `masked` replaces them
everywhere in a chronology and in the texts that its quotes are of, so that every quote still stands where its source
says. It finds what the papers show to be a name; a person must read what goes out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from caseclock.extractor.exports.masking.masks import Masks
from caseclock.extractor.exports.masking.names import Names
from caseclock.extractor.exports.masking.people import people_of
from caseclock.extractor.exports.masking.persons import People, Person
from caseclock.extractor.exports.masking.reading import read_words
from caseclock.extractor.exports.masking.replaced import Replaced
from caseclock.extractor.exports.masking.text_layout import moved_text
from caseclock.models.agency import Agency
from caseclock.models.chronology import Chronology
from caseclock.models.document import Document
from caseclock.models.entry import Entry, Report
from caseclock.models.finding import Delay, Discrepancy, Finding
from caseclock.models.link import Apart, Reasons, Together
from caseclock.models.source import Source
from caseclock.models.text import Text

__all__ = ["How", "People", "Person", "masked", "people_of"]

How = Literal["full", "third_parties", "initials", "masked"]


def masked(
    chronology: Chronology, texts: Mapping[str, Text], people: People, names: How
) -> tuple[Chronology, Mapping[str, Text]]:
    """The chronology and its texts (by document id) with the people in them as `names` says.

    - "full" changes nothing.
    - "third_parties" names in full who complains, who is complained of and those who act for a body (officers,
      councillors, judges, MPs), and masks everybody else as "masked" does, with the same letters: relatives, children,
      neighbours, witnesses, and whoever rang or wrote besides. That is what whoever discloses papers to a court or the
      other side must take out (personal data of third parties). In doubt a person is a third party: a name too few
      can be put in, one too many cannot be called back. A respondent's son who has his name is one, unless the papers
      call him the suspect. Contact details are taken out for everybody, the parties' too: who may serve papers has
      their addresses from elsewhere.
    - "initials" writes "J.A.C." and "Mr O.", and takes out email addresses, nothing else.
    - "masked" gives everybody one mask ("Ms A", "Officer 1", "Neighbour 1") all through.

    "third_parties" and "masked" take out addresses with their number, their streets and house numbers alone,
    postcodes, telephone, National Insurance and NHS numbers, email addresses, days of birth and registration marks of
    vehicles. Agencies keep their names, even those called by such a street.

    For every source whose text is in `texts`, `text[start:end] == quote` holds of what is returned if it held before.
    References of reports stay. The same input gives the same output.
    """
    if names == "full":
        return chronology, texts
    bodies = [name for agency in chronology.agencies for name in (agency.name, *agency.aliases)]
    finder = Names(people, _bodies(chronology.agencies, Names(people)))
    return _Masking(chronology, texts, finder, Masks(people, finder, names, bodies)).done()


def _bodies(agencies: Iterable[Agency], names: Names) -> frozenset[str]:
    """Surnames that stand in the name of a body, other than one that is a person's ("Rosalind Keech MP")."""
    found: set[str] = set()
    for agency in agencies:
        for name in (agency.name, *agency.aliases):
            people = [hit for hit in names.find(name) if hit.title or len(hit.letters) > 1]
            if not people:
                found |= {word.key for word in read_words(name)}
    return frozenset(found & names.surnames)


class _Masking:
    """One chronology being masked."""

    def __init__(self, chronology: Chronology, texts: Mapping[str, Text], names: Names, masks: Masks) -> None:
        self._chronology = chronology
        self._texts = texts
        self._masks = masks
        self._names = names
        self._shouted = {entry.id: self._shouted_in(entry) for entry in chronology.entries}
        self._all_shouted: frozenset[str] = frozenset().union(*self._shouted.values())
        self._agency_ids: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._meet_everybody()
        masks.settle()
        for document in chronology.documents:
            for name in (document.name, document.name.rpartition("/")[2]):
                self._files[name] = masks.text(name, bold=True)
        self._replaced = {key: Replaced(text.text, masks.spans(text.text)) for key, text in texts.items()}

    def done(self) -> tuple[Chronology, Mapping[str, Text]]:
        """The chronology and the texts."""
        whole = self._chronology
        self._agency_ids = self._new_ids(whole.agencies)
        changed = whole.model_copy(
            update={
                "case": whole.case.model_copy(update={"reference": self._or_none(whole.case.reference)}),
                "documents": tuple(map(self._document, whole.documents)),
                "agencies": tuple(map(self._agency, whole.agencies)),
                "entries": tuple(map(self._entry, whole.entries)),
                "findings": tuple(map(self._finding, whole.findings)),
                "reasons": self._reasons(whole.reasons),
                "unfit": tuple(one.model_copy(update={"why": self._words(one.why)}) for one in whole.unfit),
            }
        )
        texts = {
            key: moved_text(text, self._replaced[key], self._masks.text) for key, text in sorted(self._texts.items())
        }
        return changed, texts

    def _meet_everybody(self) -> None:
        """All strings in the order in which a reader of the chronology meets them."""
        meet, whole = self._masks.meet, self._chronology
        for text in self._texts.values():
            self._masks.learn(text.text)
        for entry in whole.entries:
            for source in (*entry.sources, *(report.source for report in entry.reports)):
                self._masks.learn(source.quote)
        meet(whole.case.reference or "")
        for entry in whole.entries:
            meet(entry.summary, self._shouted[entry.id])
            meet(entry.when.text)
            for source in (*entry.sources, *(report.source for report in entry.reports)):
                meet(source.quote)
        for finding in whole.findings:
            meet(finding.text, self._all_shouted)
            if isinstance(finding, Delay):
                meet(finding.rule, self._all_shouted)
            for source in finding.sources if isinstance(finding, Discrepancy) else ():
                meet(source.quote)
        for document in whole.documents:
            meet(document.name, bold=True)
            meet(document.problem or "", bold=True)
        for agency in whole.agencies:
            for name in (agency.name, *agency.aliases, agency.id.replace("-", " ")):
                meet(name)
        for together in whole.reasons.together:
            for words in (together.why, *(source.quote for source in together.passages)):
                meet(words, self._all_shouted)
        for apart in whole.reasons.apart:
            for words in (apart.why, apart.against, *(source.quote for source in apart.passages)):
                meet(words, self._all_shouted)
        for one in whole.unfit:
            meet(one.why)
        self._meet_texts()

    def _meet_texts(self) -> None:
        in_order = [document.id for document in self._chronology.documents if document.id in self._texts]
        for key in dict.fromkeys((*in_order, *sorted(self._texts))):
            text = self._texts[key]
            self._masks.meet(text.text)
            for message in text.messages:
                for words in (message.sender, *message.recipients, message.subject):
                    self._masks.meet(words)
            for block in text.blocks:
                for cell in block.cells:
                    self._masks.meet(cell.text)
                    self._masks.meet(cell.header)

    def _shouted_in(self, entry: Entry) -> frozenset[str]:
        """Surnames that are words too and stand in capitals in the passages: a summary may have them in small letters,
        where nothing shows any more that they are names."""
        return frozenset(
            hit.surname
            for source in entry.sources
            for hit in self._masks.hits(source.quote)
            if hit.capitals and hit.surname and self._names.is_weak(hit.surname)
        )

    # ------------------------------------------------------------ the parts of a chronology

    def _words(self, words: str) -> str:
        """A sentence of the program's own: the files that it names are called as the papers are now."""
        for name, shown in self._files.items():
            if name in words and self._masks.text(name, self._all_shouted) != shown:
                words = words.replace(name, shown)
        return self._masks.text(words, self._all_shouted)

    def _or_none(self, words: str | None) -> str | None:
        return self._masks.text(words, bold=True) if words else words

    def _document(self, document: Document) -> Document:
        name = self._masks.text(document.name, bold=True)
        return document.model_copy(update={"name": name, "problem": self._or_none(document.problem)})

    def _agency(self, agency: Agency) -> Agency:
        aliases = dict.fromkeys(self._masks.text(alias) for alias in agency.aliases)
        name = self._masks.text(agency.name)
        return agency.model_copy(update={"id": self._agency_ids[agency.id], "name": name, "aliases": tuple(aliases)})

    def _new_ids(self, agencies: Iterable[Agency]) -> dict[str, str]:
        """Ids are made of names: those of people change with them, and stay apart."""
        ids: dict[str, str] = {}
        taken = {agency.id for agency in agencies}
        for agency in agencies:
            words = agency.id.replace("-", " ")
            shown = self._masks.text(words)
            if shown == words:
                ids[agency.id] = agency.id
                continue
            plain = re.sub(r"[^a-z0-9]+", "-", shown.lower()).strip("-")
            number, new = 1, plain
            while new in taken:
                number += 1
                new = f"{plain}-{number}"
            taken.add(new)
            ids[agency.id] = new
        return ids

    def _id(self, agency: str) -> str:
        return self._agency_ids.get(agency, agency)

    def _source(self, source: Source) -> Source:
        text, replaced = self._texts.get(source.document), self._replaced.get(source.document)
        if text is None or replaced is None or text.text[source.start : source.end] != source.quote:
            quote = self._masks.text(source.quote)
            return source.model_copy(update={"quote": quote, "end": source.start + len(quote)})
        start, end = replaced.start(source.start), replaced.end(source.end)
        end = max(start, end)
        return source.model_copy(update={"start": start, "end": end, "quote": replaced.text[start:end]})

    def _report(self, report: Report) -> Report:
        return report.model_copy(update={"agency": self._id(report.agency), "source": self._source(report.source)})

    def _entry(self, entry: Entry) -> Entry:
        return entry.model_copy(
            update={
                "summary": self._masks.text(entry.summary, self._shouted[entry.id]),
                "when": entry.when.model_copy(update={"text": self._masks.text(entry.when.text)}),
                "actor": self._id(entry.actor) if entry.actor else entry.actor,
                "recipients": tuple(map(self._id, entry.recipients)),
                "reports": tuple(map(self._report, entry.reports)),
                "sources": tuple(map(self._source, entry.sources)),
            }
        )

    def _finding(self, finding: Finding) -> Finding:
        changes: dict[str, object] = {"text": self._words(finding.text)}
        if isinstance(finding, Delay):
            changes["rule"] = self._words(finding.rule)
        if isinstance(finding, Discrepancy):
            changes["sources"] = tuple(map(self._source, finding.sources))
        return finding.model_copy(update=changes)

    def _reasons(self, reasons: Reasons) -> Reasons:
        return Reasons(
            together=tuple(map(self._together, reasons.together)), apart=tuple(map(self._apart, reasons.apart))
        )

    def _passages(self, passages: tuple[Source, Source]) -> tuple[Source, Source]:
        return self._source(passages[0]), self._source(passages[1])

    def _together(self, one: Together) -> Together:
        return one.model_copy(update={"passages": self._passages(one.passages), "why": self._words(one.why)})

    def _apart(self, one: Apart) -> Apart:
        words = {"why": self._words(one.why), "against": self._words(one.against)}
        return one.model_copy(update={"passages": self._passages(one.passages), **words})
