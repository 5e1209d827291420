"""What an expression leans on, chosen by its own words; whatever is chosen is noted as its anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.language.time_expression import Expression, Kind, Origin
from caseclock.extractor.language.time_placing import Span, fixed
from caseclock.extractor.language.time_recalled import nearest_told, time_spoken_of, told_before, within_account
from caseclock.extractor.language.time_recalling import is_of_a_thing
from caseclock.extractor.language.time_scene import Placed, Scene

_AT_HAND = 18  # months
_COMES_BACK = (Kind.MONTH, Kind.DATE, Kind.SEASON, Kind.FEAST)


@dataclass(slots=True)
class Leaning:
    """The scene, all expressions of the text, and the anchor of the one that is being placed."""

    scene: Scene
    expressions: Sequence[Expression]
    earliest: date | None
    latest: date | None
    anchor: str | None = None
    _current: bool | None = None

    @property
    def current(self) -> bool:
        """Is the text, like news, of the days around its writing? Its open dates then count from that day.

        It speaks of "yesterday" or "on Tuesday" and of no day long past; a history, and the account of a case, do.
        """
        if self._current is None:
            dated = self.scene.dated
            self._current = dated is not None and not self.scene.messages and self._is_current(dated)
        return self._current

    def is_news(self, found: Expression) -> bool:
        """As `current`, of a text in which nobody tells of himself."""
        return self.current and not self.scene.speaks(found.start)

    def _is_current(self, dated: date) -> bool:
        told_now = False
        for found in self.expressions:
            if found.kind in (Kind.DATE, Kind.MONTH) and found.year is not None:
                # "Sept. 30, 1997" is at hand, "3 May 2019" of a letter of 2021 is a story's
                months = found.year * 12 + (found.month or 1) - dated.year * 12 - dated.month
                if abs(months) > _AT_HAND:
                    return False
            told_now = told_now or found.origin is Origin.WRITING or found.kind is Kind.WEEKDAY
        return told_now

    def writing(self, found: Expression, passage: int) -> tuple[date | None, bool]:
        """The day that "yesterday" counts from, and whether it is that of a log entry."""
        entry = self.scene.entry_day(passage) if self.scene.passages else None
        if entry is not None:
            return entry, True
        return self.scene.written_at(found.start)[0], False

    def spoken(self, found: Expression, passage: int) -> date | None:
        """As `_writing`, but in words that another tells, the day on which they were said; noted as the anchor."""
        entry = self.scene.entry_day(passage) if self.scene.passages else None
        day = entry
        if day is None:
            told = self.scene.quoted_or_reported(found, passage)
            if told is not None:
                day = told.mention.from_
        if day is None:
            day = self.scene.written_at(found.start)[0]
        if day is None:
            told = self.scene.anchor_before(found, passage)
            day = told.mention.from_ if told else None
        self.note(day)
        return day

    def unsaid(self, found: Expression, passage: int) -> bool:
        """ "the weekend of noise", "the call at 2am" among judgements: of a day told elsewhere, not before writing."""
        scene = self.scene
        if found.which not in ("", "the") or found.future or found.deadline or not scene.passages:
            return False
        pointed = found.which == "the" and scene.recollection.recalls(passage)
        judged = not self.current and scene.recollection.judged(passage) and not scene.personal(found.start)
        if not pointed and not judged:
            return False
        return scene.quoted_or_reported(found, passage) is None and scene.anchor_before(found, passage) is None

    def from_text(self, found: Expression, passage: int, day_level: bool = True) -> Span | None:
        """The day or period in the text that an expression counts from; noted as the anchor."""
        placed = self.scene.anchor_before(found, passage, day_level)
        if day_level and (longer := self._of_longer(found, passage, placed)) is not None:
            if found.unit == "day" or found.kind is not Kind.SHIFT:
                return None  # "in April, and two days later" is of no known day
            return self.span_of(longer)
        if placed is None and self.scene.passages:
            entry = self.scene.entry_day(passage)
            if entry is not None:
                self.note(entry)
                return entry, entry
        return self.span_of(placed)

    def _of_longer(self, found: Expression, passage: int, placed: Placed | None) -> Placed | None:
        """ "Her case was closed in April, two weeks after ...": the month told in the same sentence, where that stands
        nearer than any day."""
        own = self.scene.told_in(passage, day_level=False)
        if not own or own[-1].day_level or not self.scene.same_sentence(own[-1].mention.end, found.start):
            return None
        inside = placed is not None and placed.mention.start > own[-1].mention.start
        same = placed is not None and self.scene.same_sentence(placed.mention.start, own[-1].mention.start)
        return None if inside or (same and placed is not None and placed.passage == passage) else own[-1]

    def span_of(self, placed: Placed | None) -> Span | None:
        if placed is None or placed.mention.from_ is None or placed.mention.to is None:
            return None
        self.note(placed.mention.from_, placed.mention.to)
        return placed.mention.from_, placed.mention.to

    def note(self, first: date | None, last: date | None = None) -> None:
        if first is not None:
            self.anchor = (
                first.isoformat() if last is None or last == first else f"{first.isoformat()}/{last.isoformat()}"
            )

    def near(self, number: int, found: Expression, passage: int) -> Span | None:
        """The date whose year (or month) an incomplete date shares; noted as the anchor."""
        scene = self.scene
        comes_back = not self.current and scene.passages and scene.recollection.judged(passage)
        if (comes_back or scene.said_on(passage) is not None) and (told := self.recalled(number, found, passage)):
            return told
        near = self._near(number, found, passage)
        written = scene.written_at(found.start)[0]
        if near is not None and near == (written, written) and not self.current and not scene.personal(found.start):
            anchor = self.anchor
            told = self.recalled(number, found, passage) if scene.entry_day(passage) is None else None
            self.anchor = anchor if told is None else self.anchor
            return told or near
        if found.kind in (Kind.MONTH, Kind.SEASON) and not self.current and not found.which:
            return self._thing_told(found, passage, near)
        return near

    def _thing_told(self, found: Expression, passage: int, near: Span | None) -> Span | None:
        """ "It apologised on 3 May for the flood in August": of the one August told of, if told of in one year only."""
        if near is None or found.future or found.deadline or not self.scene.passages:
            return near
        if not is_of_a_thing(self.scene.text, found.start, found.end):
            return near
        now = self.scene.anchor_before(found, passage)
        bounds = (near[1], now.mention.to if now is not None else None)
        bound = max(day for day in bounds if day is not None)
        latest = self.latest_for(found, passage)
        options = told_before(self.scene.recollection.told, found, min(bound, latest or bound))
        return self.span(options[0]) if len(options) == 1 else near

    def recalled(self, number: int, found: Expression, passage: int) -> Span | None:
        """The day or month of the account that a date without a year comes back to; noted as the anchor."""
        if found.future or found.deadline or found.kind not in _COMES_BACK:
            return None
        recollection = self.scene.recollection
        latest = self.latest_for(found, passage)
        options = told_before(recollection.told, found, latest)
        if len(options) == 1:
            return self.span(options[0])
        stop = recollection.section(passage)
        near = time_spoken_of(recollection, self.expressions, number, stop, latest)
        if not options and recollection.judged(passage):
            options = within_account(recollection.told, found, latest)
        if options:
            return self.span(nearest_told(options, near))
        if not recollection.judged(passage):
            return None
        near = near or recollection.told.last
        return self.span((near, near)) if near is not None else None

    def announced_from(self, found: Expression, passage: int) -> date | None:
        """The day that "we will meet again in March" looks ahead from: the paper's, or the last it tells of."""
        scene = self.scene
        if not found.future or not scene.announces(found.start):
            return None
        if scene.passages and scene.recollection.judged(passage):
            return scene.written_at(found.start)[0] or scene.recollection.told.last
        return None

    def span(self, span: Span) -> Span:
        """The span itself, noted as the anchor."""
        self.note(*span)
        return span

    def _near(self, number: int, found: Expression, passage: int) -> Span | None:
        """As `near`, from the dates before it, its entry, or its writing."""
        scene = self.scene
        own = [p for p in scene.by_passage.get(passage, ()) if p.worthy and not p.mention.clock_only]
        if self.current and found.kind is not Kind.DAY and scene.entry_day(passage) is None:
            told = [p for p in own if scene.same_sentence(p.mention.end, found.start) and p.fixed_year]
            if told:
                return self.span_of(told[-1])
            self.note(scene.dated)
            return (scene.dated, scene.dated) if scene.dated else None
        if scene.personal(found.start) and found.kind is not Kind.DAY:
            # who writes "I" means the last such day before writing, unless a year stands near
            own = [p for p in own if p.fixed_year]
        if own:
            return self.span_of(own[-1])
        written, entry = self.writing(found, passage)
        if entry and written is not None:
            self.note(written)
            return written, written
        parent = scene.passages[passage].parent if scene.passages else -1
        if parent >= 0 and (frame := scene.frame(parent, day_level=False)) is not None:
            return self.span_of(frame)
        if written is not None and scene.personal(found.start):
            self.note(written)
            return written, written
        placed = scene.anchor_before(found, passage, day_level=False) or scene.last_placed(found.start)
        if placed is not None:
            return self.span_of(placed)
        if written is not None:
            self.note(written)
            return written, written
        for early in scene.placed:  # "kept from June 2021" says of which year a diary's days are
            if early.fixed_year and early.mention.bound == "since":
                return self.span_of(early)
        for later in self.expressions[number + 1 : number + 40]:
            span = fixed(later)
            if span is not None:
                self.note(*span)
                return span
        return None

    def latest_for(self, found: Expression, passage: int) -> date | None:
        """No day guessed from the surroundings is put after this one."""
        if found.future or found.deadline or found.bound == "until":
            return self.latest
        written = self.scene.written_at(found.start)[0]
        said = self.scene.said_on(passage)
        told = None
        if self.scene.passages and self.scene.recollection.judged(passage):
            told = self.scene.recollection.told.last
        bounds = [day for day in (written, self.latest, said.mention.from_ if said else None, told) if day is not None]
        return min(bounds) if bounds else None
