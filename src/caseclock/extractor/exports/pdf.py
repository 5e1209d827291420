"""The chronology as PDF: the same parts as the Word document, set by Typst with the fonts it brings, tagged."""

import json
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

import typst

from caseclock.extractor.exports.contents import lay_out
from caseclock.extractor.exports.parts import Grid, GridRow, Heading, Layout, Para, Part
from caseclock.extractor.exports.settable import breakable, with_pictures_named
from caseclock.extractor.exports.table import Background
from caseclock.models.chronology import Chronology

# A row may be kept on one page only while it is sure to fit on one: Typst lets what does not fit run off the page.
WHOLE_ROW_CHARACTERS = 900


def pdf_chronology(chronology: Chronology, background: Background | None = None) -> bytes:
    """The chronology as PDF, A4. The same chronology and background give the same bytes."""
    return write_pdf(lay_out(chronology, background or Background()), chronology.case.as_of)


def write_pdf(layout: Layout, as_of: date) -> bytes:
    """Any layout as PDF, A4. Its properties are dated `as_of`, so that the same layout gives the same bytes."""
    data = {
        "title": _shown(layout.title),
        "subtitle": _shown(layout.subtitle),
        "name": layout.name,
        "header": [_shown(words) for words in layout.header],
        "footer": _shown(layout.footer),
        "date": {"year": as_of.year, "month": as_of.month, "day": as_of.day},
        "landscape": layout.landscape,
        "parts": _parts(layout),
    }
    return typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"layout": json.dumps(data)},
        timestamp=datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC),
    )


@cache
def _template() -> bytes:
    return files("caseclock.extractor.exports").joinpath("chronology.typ").read_bytes()


def _parts(layout: Layout) -> list[dict[str, object]]:
    return [_part(part) for part in layout.parts]


def _part(part: Part) -> dict[str, object]:
    if isinstance(part, Heading):
        return {"type": "heading", "level": part.level, "text": _shown(part.text)}
    if isinstance(part, Grid):
        columns = [{"title": column.title, "share": column.share} for column in part.columns]
        return {"type": "grid", "columns": columns, "rows": [_row(row) for row in part.rows]}
    return {"type": "para", **_para(part)}


def _row(row: GridRow) -> dict[str, object]:
    return {
        "cells": [[_para(para) for para in paras] for paras in row.cells],
        "marked": row.marked,
        "anchor": row.anchor,
        "whole": row.characters <= WHOLE_ROW_CHARACTERS,
    }


def _para(para: Para) -> dict[str, object]:
    runs = [{"text": _shown(run.text), "strong": run.strong, "to": run.to, "link": run.link} for run in para.runs]
    return {"style": para.style.value, "runs": runs}


def _shown(text: str) -> str:
    """The text with pictures named and places marked where a word too long for its column may be broken."""
    return breakable(with_pictures_named(text))
