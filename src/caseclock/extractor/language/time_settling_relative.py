"""Places expressions that count from another moment: shifts, stretches, weekdays, weekends, times of day."""

import re
from datetime import date

from caseclock.extractor.language.calendar_days import add_days, shift
from caseclock.extractor.language.time_expression import Expression, Origin
from caseclock.extractor.language.time_leaning import Leaning
from caseclock.extractor.language.time_placing import (
    TOLD_WEEKS_AWAY,
    Span,
    fixed,
    forward,
    weekday_from_text,
    weekday_from_writing,
    weekend,
    whole_unit,
)
from caseclock.extractor.language.time_scene import Placed


def place_shift(lean: Leaning, number: int, found: Expression, passage: int, base: Span | None) -> Span | None:
    """Places "the following day", "a week later", "yesterday"; `base` is where its own base date was placed."""
    amount, unit = found.amount or 0, found.unit
    if found.base is not None:
        if base is None:
            return None
        lean.note(*base)
        return _moved(base, amount, unit)
    if found.origin is Origin.WRITING:
        day = lean.spoken(found, passage)
        if day is None:
            return None
        if unit in ("minute", "hour"):
            return day, day
        anchor: Span = (day, day)
    else:
        ahead = _named_later(lean, number, found)
        if ahead is not None:
            return _moved(ahead, amount, unit)
        if found.rule == "day before" and _noun_follows(lean, found):
            return None
        long = unit in ("month", "year", "decade")
        day_level = found.rule != "around that time" and not found.whole and not long
        placed = lean.from_text(found, passage, day_level=day_level)
        if placed is None and found.rule == "section" and (day := lean.spoken(found, passage)) is not None:
            placed = day, day  # "by the end of the month" of a letter
        if placed is None:
            return None
        anchor = placed
    if unit in ("minute", "hour"):
        return anchor
    if found.until is not None and found.weekday is not None and found.until.weekday is not None:
        monday, _ = whole_unit(anchor[0], amount, "week")
        return add_days(monday, found.weekday), add_days(monday, found.until.weekday)
    if found.weekday is not None:
        return _on_weekday(lean, found, anchor)
    if found.rule == "ago" and unit in ("month", "year", "decade") and lean.is_news(found):
        return whole_unit(_moved(anchor, amount, unit)[0], 0, unit)  # "two years ago" of a paper is that year
    if found.whole:
        return whole_unit(anchor[0] if amount <= 0 else anchor[1], amount, unit)
    return _moved(anchor, amount, unit)


def _on_weekday(lean: Leaning, found: Expression, anchor: Span) -> Span:
    """ "nine days after that, on the Sunday": "that" is what lies nine days before a Sunday; where nothing told does,
    the nearest Sunday to the day counted."""
    amount, unit, weekday = found.amount or 0, found.unit, found.weekday
    anchors = [anchor]
    if found.origin is Origin.TEXT:
        recent = [p.mention for p in reversed(lean.scene.placed[-8:]) if p.worthy and p.day_level]
        anchors += [(m.from_, m.from_) for m in recent if m.from_ is not None and m.from_ == m.to]
    for candidate in anchors:
        moved = _moved(candidate, amount, unit)
        if moved[0] == moved[1] and moved[0].weekday() == weekday:
            lean.note(*candidate)
            return moved
    day = _moved(anchor, amount, unit)[0]
    ahead = ((weekday or 0) - day.weekday()) % 7
    day = add_days(day, ahead if ahead <= 3 else ahead - 7)
    return day, day


def _noun_follows(lean: Leaning, found: Expression) -> bool:
    tail = lean.scene.text[found.end : found.end + 8]
    return tail[:1] in (" ", "\xa0") and tail.strip()[:1].isalpha()


def _named_later(lean: Leaning, number: int, found: Expression) -> Span | None:
    """ "the day before the hearing on 9 July 2021": the date comes behind."""
    if found.rule != "day before" or not _noun_follows(lean, found):
        return None
    later = lean.expressions[number + 1] if number + 1 < len(lean.expressions) else None
    if later is None or later.start - found.end > 60 or not lean.scene.same_sentence(found.end, later.start):
        return None
    span = fixed(later)
    if span is not None:
        lean.note(*span)
    return span


def place_span(lean: Leaning, found: Expression, passage: int) -> Span | None:
    amount = found.amount or 0
    if found.origin is Origin.TEXT:
        anchor = lean.from_text(found, passage)
        return (anchor[1], _moved(anchor, amount, found.unit)[1]) if anchor else None
    day = lean.spoken(found, passage)
    return (shift(day, amount, found.unit), day) if day else None


_SENTENCE = 200  # characters
_REPORTS = re.compile(
    r"^[^.;]*?\b(?:reported|complained|told|informed|notified|(?:e-?mailed|rang|rung|phoned|called|wrote)(?=[^.;]*\babout\b))\b[^.;]*$",
    re.IGNORECASE,
)

_TO_COME = re.compile(r"\b(?:would|will|should|shall|to)\s+\w+", re.IGNORECASE)


def place_weekday(lean: Leaning, found: Expression, passage: int) -> Span | None:
    scene = lean.scene
    weekday = found.weekday or 0
    if scene.told_cell(passage, found.start):
        entry = scene.entry_day(passage)
        if entry is not None and found.which in ("", "the", "following", "next"):
            lean.note(entry)
            day = forward(weekday, entry)
            return day, day
    if found.which in ("following", "previous", "that") or found.which in TOLD_WEEKS_AWAY:
        anchor = lean.from_text(found, passage)
        if anchor is None and found.which in TOLD_WEEKS_AWAY:
            return None
        if anchor is not None:
            day = weekday_from_text(found, anchor, back=False)
            return day, day
    if found.which in ("", "the") and not found.future:
        day_or_none = _weekday_in_story(lean, found, passage)
        if day_or_none is not None:
            return day_or_none, day_or_none
    if lean.unsaid(found, passage):
        return None
    base = lean.spoken(found, passage)
    if base is None:
        return None
    in_entry = scene.entry_day(passage) is not None
    if in_entry and found.which == "" and scene.noted_later(found, passage):
        day = forward(weekday, base)
        return day, day
    if found.which == "a" and base.weekday() == found.weekday:
        return base, base
    same_day = not in_entry and not scene.personal(found.start) and found.which == ""
    day = weekday_from_writing(found, base, same_day)
    return day, day


def _weekday_in_story(lean: Leaning, found: Expression, passage: int) -> date | None:
    """A bare weekday in a narrative whose dates lie far from the day of writing counts from those."""
    scene = lean.scene
    if scene.entry_day(passage) is not None:
        return None
    placed = scene.anchor_before(found, passage)
    said = scene.quoted_or_reported(found, passage)
    if said is not None and placed is not None and not scene.same_sentence(placed.mention.end, found.start):
        placed = said
    if placed is None or placed.mention.from_ is None or placed.mention.to is None:
        return None
    written = scene.written_at(found.start)[0]
    close = written is not None and abs((written - placed.mention.to).days) <= 14
    own = placed.passage == passage
    if written is not None and (close or (scene.personal(found.start) and not (own and found.which == "the"))):
        return None
    # "On 24 July she reported a smell of cannabis on the Friday": what is reported has happened.
    between = scene.text[placed.mention.end : found.start]
    back = said is placed or (
        len(between) < _SENTENCE and bool(_REPORTS.search(between)) and not _TO_COME.search(between)
    )
    lean.note(placed.mention.from_, placed.mention.to)
    return weekday_from_text(found, (placed.mention.from_, placed.mention.to), back)


def place_weekend(lean: Leaning, found: Expression, passage: int) -> Span | None:
    if found.which in ("that", "following", "previous"):
        anchor = lean.from_text(found, passage)
        return weekend(found.which, anchor[0], False) if anchor else None
    day = None if lean.unsaid(found, passage) else lean.spoken(found, passage)
    return weekend(found.which, day, found.future) if day else None


def place_clock(lean: Leaning, found: Expression, passage: int) -> Span | None:
    """The day of a time of day: the one told before it, that of its entry, or that of the writing."""
    scene = lean.scene
    own = [p for p in scene.by_passage.get(passage, ()) if p.worthy and p.day_level]
    if own:
        placed: Placed | None = own[-1]
    elif (entry := scene.entry_day(passage) if scene.passages else None) is not None:
        lean.note(entry)
        return entry, entry
    else:
        placed = scene.anchor_before(found, passage)
    span = lean.span_of(placed)
    if span is not None and placed is not None:
        return _past_midnight(found, span, placed.mention.time)
    day = None if lean.unsaid(found, passage) else scene.written_at(found.start)[0]
    lean.note(day)
    return (day, day) if day else None


def _past_midnight(found: Expression, span: Span, began: str | None) -> Span:
    """ "until 3am" of an evening is of the next day, unless what it ends began in the small hours."""
    clock = found.clock
    if found.bound != "until" or clock is None or not clock.sure or clock.hour >= 6 or span[0] != span[1]:
        return span
    if began is not None and began < f"{clock.hour:02d}:{clock.minute:02d}":
        return span
    return add_days(span[0], 1), add_days(span[0], 1)


def _moved(span: Span, amount: int, unit: str) -> Span:
    return shift(span[0], amount, unit), shift(span[1], amount, unit)
