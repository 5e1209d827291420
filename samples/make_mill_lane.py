"""Make the papers of the sample case Mill Lane anew.

python samples/make_mill_lane.py [--out FOLDER]    the papers (default: samples/mill-lane/papers)
python samples/make_mill_lane.py --texts [FILE]    their text as plain libraries pull it out
                                                   (default: samples/mill-lane/mill-lane.texts.json)

Everybody and everything in them is invented. The same files come out on every run.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from making import council, landlord, mail, police, resident
from making.command import make

CASE = Path(__file__).resolve().parent / "mill-lane"
PAPERS: dict[str, Callable[[], bytes]] = {
    "council/case review request.docx": council.request_form,
    "council/threshold letter.pdf": council.threshold_letter,
    "emails/CR22019 acknowledgement.eml": mail.acknowledgement,
    "emails/Formal complaint.eml": mail.formal_complaint,
    "emails/Next door at 16.eml": mail.first_email,
    "emails/RE Next door at 16.eml": mail.thread,
    "mine/chat with Len.txt": resident.chat,
    "mine/record sheet.docx": resident.diary_sheet,
    "mine/stage 2 letter.docx": resident.stage_two_letter,
    "police/Mill Lane disclosure.pdf": police.disclosure,
    "police/TC220048217 print.txt": police.crime_print,
    "quillbrook/QC-0412 stage 1.docx": landlord.stage_one_response,
    "quillbrook/QC-0412 stage 2.pdf": landlord.stage_two_response,
    "quillbrook/case notes 3307.xlsx": landlord.case_notes,
}


if __name__ == "__main__":
    sys.exit(make(CASE, "Mill Lane", PAPERS))
