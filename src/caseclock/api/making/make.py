"""Making a chronology, or a view of one, from what is kept of a case. Runs in a maker process or in a worker."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from pydantic import TypeAdapter

from caseclock.api.making.asks import MEDIA_TYPES, Ask, Form, Part
from caseclock.api.making.engine import engine_version
from caseclock.api.making.inputs import Inputs, made_file, paper_file
from caseclock.api.making.packed import pack_found, unpack_found, unpack_papers
from caseclock.api.results import result_json
from caseclock.api.store.files.interface import FileStore, Missing
from caseclock.api.store.tables import Names
from caseclock.extractor.build import Found, assess, find
from caseclock.extractor.exports.application import review_application
from caseclock.extractor.exports.bundle import BundlePages, make_bundle
from caseclock.extractor.exports.calendar import deadlines_calendar
from caseclock.extractor.exports.mask import masked, people_of
from caseclock.extractor.exports.mask_check import LeftOver, left_over
from caseclock.extractor.exports.options import ColumnName, Options
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.views import view
from caseclock.extractor.exports.word import word_chronology
from caseclock.extractor.intake import marked, unreadable_paper
from caseclock.extractor.policies.loader import load_policies, read_own_policy
from caseclock.extractor.rulings import standing
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.chronology import Chronology
from caseclock.models.decision import DECISIONS, Decision, SamePerson
from caseclock.models.document import Paper
from caseclock.models.policy import Policy
from caseclock.models.text import Text

__all__ = ["LEFT_OVER", "MEDIA_TYPES", "Ask", "Form", "Kitchen", "MadeByAnother", "Part"]

LEFT_OVER: TypeAdapter[tuple[LeftOver, ...]] = TypeAdapter(tuple[LeftOver, ...])
_HOW: dict[Names, Literal["third_parties", "initials", "masked"]] = {
    Names.THIRD_PARTIES: "third_parties",
    Names.INITIALS: "initials",
    Names.MASKED: "masked",
}


class MadeByAnother(Exception):
    """It was made by an earlier caseclock and not kept in this form; this one might make it otherwise."""


class Kitchen:
    """Makes what is asked for, keeps it in the file store, and holds the cases it worked on last."""

    def __init__(self, files: FileStore, cases: int = 4) -> None:
        """`cases`: how many are held in memory."""
        self._files = files
        self._held: OrderedDict[str, Found] = OrderedDict()
        self._most = cases

    def made(self, ask: Ask) -> bytes:
        """The bytes asked for: as they are kept, else made and kept."""
        try:
            return self._files.get(ask.file)
        except Missing:
            data = self._make(ask)
            self._files.put(ask.file, data)
            return data

    def chronology(self, inputs: Inputs) -> Chronology:
        """The whole chronology: as it is kept (then without its reasons), else made. Raises MadeByAnother."""
        try:
            return Chronology.model_validate_json(self._files.get(made_file(inputs)))
        except Missing:
            pass
        policies = _policies(inputs)
        chosen = [policies[one] for one in inputs.policies]
        return assess(
            self.found(inputs),
            chosen,
            inputs.as_of,
            inputs.application_date,
            inputs.reference or None,
            tuple(policies.values()),
        )

    def found(self, inputs: Inputs) -> Found:
        """What happened, as the papers and decisions have it."""
        name = inputs.found_hash
        if inputs.engine != engine_version():
            raise MadeByAnother
        if name not in self._held:
            self._held[name] = self._found(inputs)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        self._held.move_to_end(name)
        return self._held[name]

    def _found(self, inputs: Inputs) -> Found:
        file = f"{inputs.folder}/{inputs.found_hash}.found"
        try:
            return unpack_found(self._files.get(file))
        except Missing:
            found = find(self.papers(inputs), decisions=_decisions(inputs))
            self._files.put(file, pack_found(found))
            return found

    def papers(self, inputs: Inputs) -> tuple[Paper, ...]:
        """The papers as they were read, copies marked."""
        papers: list[Paper] = []
        for file in inputs.readings:
            papers += unpack_papers(self._files.get(file))
        papers += [unreadable_paper(*one) for one in inputs.set_aside]
        return marked(papers)

    def _make(self, ask: Ask) -> bytes:
        if ask.form is Form.REASONS:
            return (self.found(ask.inputs).reasons.model_dump_json(indent=1) + "\n").encode("utf-8", errors="replace")
        if ask.form is Form.UNFIT:
            return json.dumps([one.model_dump() for one in self.found(ask.inputs).unfit]).encode()
        whole = self.chronology(ask.inputs)
        part = ask.part
        papers = self.papers(ask.inputs)
        texts: Mapping[str, Text] = {paper.document.id: paper.text for paper in papers}
        how = _HOW.get(part.names)
        if how is not None:  # of the whole, so that everybody has one mask in every part
            people = people_of(papers, same=_same_people(ask.inputs))
            whole, texts = masked(whole, texts, people, how)
            if ask.form is Form.LEFT_OVER:
                return LEFT_OVER.dump_json(left_over(whole, texts, people, how))
        seen = view(whole, first=part.first, last=part.last, agencies=part.agencies, kinds=part.kinds)
        background = self._background(ask, texts)
        if ask.form is Form.BUNDLE or ask.form is Form.BUNDLE_PAGES:
            return self._bundle(ask, seen, background, [_as_named(paper, whole, texts) for paper in papers])
        if ask.form is Form.APPLICATION:
            return review_application(whole, background)
        return _written(ask, seen, background)

    def _background(self, ask: Ask, texts: Mapping[str, Text]) -> Background:
        """What exports are told beside the chronology. Raises UnfitOptions."""
        part = ask.part
        titles = {policy.id: policy.title for policy in _policies(ask.inputs).values()}
        options = Options(findings=part.findings)
        if part.columns:
            options = Options(tuple(ColumnName(one) for one in part.columns), part.findings)
        background = Background(texts, titles, version=f"version {ask.number} ({ask.inputs.hash[:8]})", options=options)
        if not part.bundled or ask.form in (Form.BUNDLE, Form.BUNDLE_PAGES):
            return background
        bare = replace(ask, form=Form.BUNDLE_PAGES, part=Part(names=part.names))
        pages = BundlePages.model_validate_json(self.made(bare))
        return replace(background, bundle_page=pages.page_of, bundle_file=replace(bare, form=Form.BUNDLE).download)

    def _bundle(self, ask: Ask, seen: Chronology, background: Background, papers: Sequence[Paper]) -> bytes:
        """The bundle, or where everything stands in it: both are kept."""

        def front(pages: BundlePages) -> bytes:
            return pdf_chronology(seen, replace(background, bundle_page=pages.page_of))

        def contents(document: str) -> bytes | None:
            with suppress(Missing):
                return self._files.get(paper_file(ask.inputs.case, hashes[document]))
            return None

        hashes = {paper.document.id: paper.document.sha256 for paper in papers}
        with Sandbox(workers=1) as sandbox:
            bundle = make_bundle(
                sandbox,
                papers,
                contents,
                title="Bundle",
                reference=seen.case.reference or "",
                as_of=seen.case.as_of,
                front=front if ask.part.bundled else None,
                masked=ask.part.names is not Names.FULL,
            )
        made = {Form.BUNDLE: bundle.pdf, Form.BUNDLE_PAGES: bundle.pages.model_dump_json().encode()}
        for form, data in made.items():
            if form is not ask.form:
                self._files.put(replace(ask, form=form).file, data)
        return made[ask.form]


def _decisions(inputs: Inputs) -> tuple[Decision, ...]:
    return DECISIONS.validate_json("[" + ",".join(inputs.decisions) + "]")


def _same_people(inputs: Inputs) -> list[tuple[str, ...]]:
    """Names that a person ruled to be one person's."""
    held, _ = standing(_decisions(inputs))
    return [decision.names for decision in held if isinstance(decision, SamePerson)]


def _as_named(paper: Paper, whole: Chronology, texts: Mapping[str, Text]) -> Paper:
    """The paper as the chronology calls it and with the text that its quotes are of: names may be hidden in both."""
    called = next(document for document in whole.documents if document.id == paper.document.id)
    return Paper(document=called, text=texts[paper.document.id], problems=paper.problems)


def _written(ask: Ask, chronology: Chronology, background: Background) -> bytes:
    """The chronology in the form asked for."""
    if ask.form is Form.JSON:
        bare = chronology if ask.part.findings else chronology.model_copy(update={"findings": ()})
        return result_json(bare)
    if ask.form is Form.ICS:
        return deadlines_calendar(chronology, case_name=chronology.case.reference or ask.inputs.case)
    writers = {Form.DOCX: word_chronology, Form.PDF: pdf_chronology, Form.XLSX: sheet_chronology}
    return writers[ask.form](chronology, background)


def _policies(inputs: Inputs) -> dict[str, Policy]:
    """Every policy that there is for this case, by id; a council's own stands before a shipped one."""
    own = [read_own_policy(text) for text in inputs.own_policies]
    every = {**load_policies(), **{policy.id: policy for policy in own}}
    return dict(sorted(every.items()))
