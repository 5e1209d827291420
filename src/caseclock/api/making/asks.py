"""What may be asked to be made of a case: in which form, which part, and how it is kept and called."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from caseclock.api.making.inputs import Inputs, made_file
from caseclock.api.store.tables import Names


class Form(StrEnum):
    """What a chronology can be had as."""

    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    ICS = "ics"
    BUNDLE = "bundle"  # the papers as one PDF
    BUNDLE_PAGES = "bundle_pages"  # where everything stands in that
    APPLICATION = "application"  # for a case review, drafted in Word
    LEFT_OVER = "left_over"  # words that may still be names, to be looked at before it goes out
    REASONS = "reasons"  # why accounts are together or apart
    UNFIT = "unfit"  # decisions that could not be carried out


MEDIA_TYPES = {
    Form.JSON: "application/json",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.ICS: "text/calendar",
    Form.BUNDLE: "application/pdf",
    Form.BUNDLE_PAGES: "application/json",
    Form.APPLICATION: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.LEFT_OVER: "application/json",
    Form.REASONS: "application/json",
    Form.UNFIT: "application/json",
}


_CALLED = {Form.ICS: "deadlines", Form.BUNDLE: "bundle", Form.APPLICATION: "case-review-application"}
_ENDINGS = {Form.BUNDLE: "pdf", Form.APPLICATION: "docx"}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a chronology is asked for, how people are named in it, and how it is shown: with the findings, in
    which columns (none: the usual ones), with references to pages of the bundle. Of a bundle, `bundled` says that the
    chronology stands in front of the papers."""

    first: date | None = None
    last: date | None = None
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    names: Names = Names.FULL
    findings: bool = True
    columns: tuple[str, ...] = ()
    bundled: bool = False

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

    @property
    def download(self) -> str:
        """What it is called when it is saved. A chronology that refers to the bundle calls it so too."""
        reference = "".join(c if c.isascii() and c.isalnum() else "-" for c in self.inputs.reference).strip("-")[:60]
        what = _CALLED.get(self.form, "chronology")
        if self.form is Form.BUNDLE and self.part.bundled:
            what = "bundle-with-chronology"
        hidden = "" if self.part.names is Names.FULL else f"-{self.part.names.value.replace('_', '-')}"
        ending = _ENDINGS.get(self.form, self.form.value)
        return f"{what}-{reference or self.inputs.case}-v{self.number}{hidden}.{ending}"
