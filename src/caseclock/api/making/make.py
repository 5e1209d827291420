"""Making a chronology, or a view of one, from what is kept of a case. Runs in a maker process or in a worker."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from caseclock.api.making.engine import engine_version
from caseclock.api.making.inputs import Inputs, made_file
from caseclock.api.making.packed import pack_found, unpack_found, unpack_papers
from caseclock.api.results import result_json
from caseclock.api.store.files.interface import FileStore, Missing
from caseclock.api.store.tables import Names
from caseclock.extractor.build import Found, assess, find
from caseclock.extractor.exports.calendar import deadlines_calendar
from caseclock.extractor.exports.mask import How, masked, people_of
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.views import view
from caseclock.extractor.exports.word import word_chronology
from caseclock.extractor.intake import marked, unreadable_paper
from caseclock.extractor.policies.loader import load_policies, read_own_policy
from caseclock.extractor.rulings import standing
from caseclock.models.chronology import Chronology
from caseclock.models.decision import DECISIONS, Decision, SamePerson
from caseclock.models.document import Paper
from caseclock.models.policy import Policy
from caseclock.models.text import Text


class Form(StrEnum):
    """What a chronology can be had as."""

    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    ICS = "ics"
    REASONS = "reasons"  # why accounts are together or apart
    UNFIT = "unfit"  # decisions that could not be carried out


MEDIA_TYPES = {
    Form.JSON: "application/json",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.ICS: "text/calendar",
    Form.REASONS: "application/json",
    Form.UNFIT: "application/json",
}


_HOW: dict[Names, How] = {Names.FULL: "full", Names.INITIALS: "initials", Names.MASKED: "masked"}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a chronology is asked for, and how people are named in it."""

    first: date | None = None
    last: date | None = None
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    names: Names = Names.FULL

    @property
    def is_whole(self) -> bool:
        """Is it everything, as it is?"""
        return self == Part()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be made: of which inputs (version `number`), in which form, which part."""

    inputs: Inputs
    number: int
    form: Form = Form.JSON
    part: Part = Part()

    @property
    def tag(self) -> str:
        """A name for the very bytes that are asked for."""
        if self.form is Form.JSON and self.part.is_whole:
            return self.inputs.hash
        asked = json.dumps([self.inputs.hash, self.number, self.form, asdict(self.part)], default=str, sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()[:32]

    @property
    def file(self) -> str:
        """Where the bytes are kept."""
        if self.form is Form.JSON and self.part.is_whole:
            return made_file(self.inputs)
        return f"{self.inputs.folder}/{self.tag}.{self.form.value}"


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
        if part.names is not Names.FULL:  # of the whole, so that everybody has one mask in every part
            people = people_of(papers, same=_same_people(ask.inputs))
            whole, texts = masked(whole, texts, people, _HOW[part.names])
        seen = view(whole, first=part.first, last=part.last, agencies=part.agencies, kinds=part.kinds)
        return _written(ask, seen, texts)


def _decisions(inputs: Inputs) -> tuple[Decision, ...]:
    return DECISIONS.validate_json("[" + ",".join(inputs.decisions) + "]")


def _same_people(inputs: Inputs) -> list[tuple[str, ...]]:
    """Names that a person ruled to be one person's."""
    held, _ = standing(_decisions(inputs))
    return [decision.names for decision in held if isinstance(decision, SamePerson)]


def _written(ask: Ask, chronology: Chronology, texts: Mapping[str, Text]) -> bytes:
    """The chronology in the form asked for."""
    if ask.form is Form.JSON:
        return result_json(chronology)
    if ask.form is Form.ICS:
        return deadlines_calendar(chronology, case_name=chronology.case.reference or ask.inputs.case)
    titles = {policy.id: policy.title for policy in _policies(ask.inputs).values()}
    background = Background(texts, titles, version=f"version {ask.number} ({ask.inputs.hash[:8]})")
    writers = {Form.DOCX: word_chronology, Form.PDF: pdf_chronology, Form.XLSX: sheet_chronology}
    return writers[ask.form](chronology, background)


def _policies(inputs: Inputs) -> dict[str, Policy]:
    """Every policy that there is for this case, by id; a council's own stands before a shipped one."""
    own = [read_own_policy(text) for text in inputs.own_policies]
    every = {**load_policies(), **{policy.id: policy for policy in own}}
    return dict(sorted(every.items()))
