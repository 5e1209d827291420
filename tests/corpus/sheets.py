"""Workbooks and delimited text of the corpus."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from samples.making.fixed import repack, workbook_bytes
from tests.corpus.fixtures import fixture

WHEN = datetime(2024, 6, 14, 9, 0)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, the same every time."""
    data = workbook_bytes(book, "Casework team", WHEN)
    return repack(data, WHEN)


def sheet_of(title: str, rows: list[list[object]]) -> tuple[Workbook, Worksheet]:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book, sheet


def incident_workbook() -> bytes:
    """A title block above the headings, cells merged downwards, a totals row, a second table below."""
    book, sheet = sheet_of(
        "Incidents 2024",
        [
            ["Larch Court: reports received"],
            ["Extract of 14 June 2024", None, "OFFICIAL"],
            [],
            ["Date", "Time", "Reported by", "What happened", "Action"],
            [date(2024, 5, 3), time(21, 40), "Flat 6", "Loud music and shouting in the stairwell", "Card left"],
            [None, time(23, 5), "Flat 2", "Bottle thrown from the landing", "Police called"],
            [date(2024, 5, 11), time(0, 30), "Flat 6", "Banging on doors", None],
            ["Total", None, None, "3 incidents"],
            [],
            ["Name", "Role", "Telephone"],
            ["A. Person", "Housing officer", "0100 000 0001"],
            ["B. Person", "Warden", "0100 000 0002"],
        ],
    )
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("A1:E1")
    return saved(book)


def two_row_headings() -> bytes:
    """Groups of columns named above the columns."""
    book, sheet = sheet_of(
        "Log",
        [
            ["Happened", None, "Reported", None, "Details"],
            ["Date", "Time", "Date", "To", None],
            [date(2024, 2, 1), time(22, 15), date(2024, 2, 2), "Police 101", "Windows banged by a group of youths"],
            [date(2024, 2, 9), time(1, 5), date(2024, 2, 12), "Landlord", "Car alarm set off three times"],
        ],
    )
    for area in ("A1:B1", "C1:D1", "E1:E2"):
        sheet.merge_cells(area)
    return saved(book)


def hidden_and_noted() -> bytes:
    """A hidden row, column and sheet, notes on cells."""
    book, sheet = sheet_of(
        "Diary",
        [
            ["Date", "Officer", "Entry"],
            [date(2024, 3, 4), "KL", "Visit to flat 9, no answer"],
            [date(2024, 3, 6), "KL", "Neighbour withdrew her statement"],
            [date(2024, 3, 8), "MN", "Warning letter sent"],
        ],
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C4"].comment = Comment("B. Person:\nSent second class, so served on the 11th.", "B. Person")
    other = book.create_sheet("Old")
    other.append(["Date", "Entry"])
    other.append([date(2023, 12, 1), "Case opened"])
    other.sheet_state = "hidden"
    return saved(book)


def mac_dates() -> bytes:
    """Dates counted from 1904, times as fractions of a day, a duration of more than a day, typed dates."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Noise May 2024"
    sheet.append(["Started", "Finished", "How long", "Noise"])
    sheet.append([datetime(2024, 5, 3, 22, 10), time(23, 55), timedelta(hours=1, minutes=45), "Drums"])
    sheet.append([datetime(2024, 5, 5, 0, 0), "Tues 7th", timedelta(hours=50), "Dog left barking"])
    sheet.append(["approx 9/5/24 10pm", None, None, "Bass through the wall"])
    for row in sheet.iter_rows(min_row=2):
        row[0].number_format = "dd/mm/yyyy hh:mm"
        row[1].number_format = "hh:mm"
        row[2].number_format = "[h]:mm"
    return saved(book)


def formulas() -> bytes:
    """One formula with its result saved, one without."""
    book, _ = sheet_of(
        "Costs", [["Date", "Item", "Cost"], [date(2024, 4, 2), "New lock", 85.5], ["Total", None, "=SUM(C2:C2)"]]
    )
    book.active["B4"] = '=CONCATENATE("a","b")'  # type: ignore[index]
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"(<f>SUM[^<]*</f>)<v\s*/?>(?:</v>)?", rb"\1<v>85.5</v>", sheet)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=WHEN.timetuple()[:6]), part)
    return out.getvalue()


def sparse() -> bytes:
    """A table far from the first cell, and one stray word in the last cell that a sheet has."""
    book, sheet = sheet_of("Sheet1", [])
    for row, cells in enumerate([["Date", "Call"], ["3 May 2024", "101, reference given"], ["4 May 2024", "999"]], 900):
        for column, text in enumerate(cells, 50):
            sheet.cell(row, column, text)
    sheet["XFD1048576"] = "end"
    return saved(book)


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
ODS_CONTENT = f"""<office:document-content {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties
 table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties
 table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Diary" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16381"/>
<table:table-row table:number-rows-repeated="2"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Date</text:p></table:table-cell><table:table-cell>
<text:p>Time</text:p></table:table-cell><table:table-cell><text:p>Officer</text:p></table:table-cell><table:table-cell>
<text:p>What happened</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>
<table:table-cell office:value-type="date" office:date-value="2024-05-03" table:number-rows-spanned="2"><text:p>03/05/24
</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT21H40M00S"/>
<table:table-cell><text:p>KL</text:p></table:table-cell><table:table-cell>
<office:annotation><dc:creator>B. Person</dc:creator>
<dc:date>2024-05-06T10:00:00</dc:date><text:p>Seen on film</text:p></office:annotation>
<text:p>Loud<text:s text:c="2"/>music</text:p><text:p>until late</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/>
<table:table-cell office:value-type="time" office:time-value="PT23H05M"/><table:table-cell/><table:table-cell>
<text:p>Bottle thrown</text:p></table:table-cell></table:table-row><table:table-row table:visibility="filter">
<table:table-cell office:value-type="date" office:date-value="2024-05-11T00:30:00"/><table:table-cell/><table:table-cell
 office:value-type="float" office:value="2.5"/><table:table-cell><text:p>Banging</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table>
<table:table table:name="Old" table:style-name="ta2"><table:table-row><table:table-cell><text:p>Date</text:p>
</table:table-cell><table:table-cell><text:p>Entry</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell office:value-type="date" office:date-value="2023-12-01"/><table:table-cell>
<text:p>Case opened</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def diary_ods() -> bytes:
    """Repeated blank rows, merged cells, a filtered row, a hidden column and sheet, a comment on a cell."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in (
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", ODS_CONTENT),
        ):
            archive.writestr(zipfile.ZipInfo(name, date_time=WHEN.timetuple()[:6]), part)
    return out.getvalue()


CSV_LOG = """Exported from Neighbourhood Log v3,,,
Period: 1 March 2024 to 31 March 2024,,,

Ref,Logged,Category,Notes
NL/101,03/03/2024 22:05,Noise,"Caller says: ""It's the third night."" Music
still heard at 22:40"
NL/102,09/03/2024 01:15,Damage,"Wing mirror broken, Café Row"
NL/103,17/03/2024 19:30,Abuse,Shouted at on the steps – neighbour's son named
"""
SEMICOLONS = "Date;Time;Entry\n03/05/2024;21:40;Loud music; \n04/05/2024;;Bins tipped over\n"
TABS = "Date\tWho\tWhat happened\n3.5.24\tFlat 6\tSwore at me in the lift\n5.5.24\tFlat 6\tBlocked the door\n"
OPEN_QUOTE = 'Date,Entry\n03/05/2024,"Music until late\n04/05/2024,Bins tipped over\n'

PAPERS = {
    "incidents.xlsx": incident_workbook,
    "two_row_headings.xlsx": two_row_headings,
    "hidden_and_noted.xlsx": hidden_and_noted,
    "noise_1904.xlsx": mac_dates,
    "formulas.xlsx": formulas,
    "sparse.xlsx": sparse,
    "neighbourhood_log.csv": lambda: CSV_LOG.encode("cp1252"),
    "semicolons.csv": lambda: SEMICOLONS.encode("utf-16"),
    "tabs.tsv": lambda: TABS.encode(),
    "open_quote.csv": lambda: OPEN_QUOTE.encode(),
    "incidents.xls": lambda: fixture("incidents.xls"),
    "diary.ods": diary_ods,
}
