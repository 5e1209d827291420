"""Make the papers of the sample case Osier Row anew.

python samples/make_osier_row.py [--out FOLDER]    the papers (default: samples/osier-row/papers)
python samples/make_osier_row.py --texts [FILE]    their text as plain libraries pull it out
                                                   (default: samples/osier-row/osier-row.texts.json)

Everybody in them is invented. The same files come out on every run.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from making.command import make
from making.osier_row import council, court, landlord, mail, ombudsman, police, resident

CASE = Path(__file__).resolve().parent / "osier-row"
PAPERS: dict[str, Callable[[], bytes]] = {
    "council/case review decision.pdf": council.decision_letter,
    "council/case review outcome.pdf": council.outcome_letter,
    "council/noise team log.xlsx": council.noise_log,
    "court/injunction order.pdf": court.injunction,
    "emails/tolland.mbox": mail.mailbox,
    "larkfield/LHA-C-2291 stage 1.docx": landlord.stage_one,
    "larkfield/LHA-C-2291 stage 2.pdf": landlord.stage_two,
    "larkfield/LHA-C-3307 stage 2.docx": landlord.second_stage_two,
    "larkfield/case notes 23-0417.txt": landlord.case_notes,
    "larkfield/notice seeking possession.pdf": landlord.notice,
    "mine/calls.csv": resident.calls,
    "mine/case review request.pdf": resident.case_review_request,
    "mine/complaint March 2023.docx": resident.first_complaint,
    "mine/complaint September 2024.docx": resident.second_complaint,
    "mine/messages with Petra.txt": resident.messages,
    "mine/record sheet 2023.pdf": resident.record_sheet,
    "ombudsman/202412077 report.pdf": ombudsman.report,
    "police/Osier Row logs 2023-2025.pdf": police.disclosure,
}
OTHER_TEXTS: dict[str, Callable[[], list[str]]] = {  # of papers that the plain libraries don't read
    "emails/tolland.mbox": mail.mailbox_texts,
    "mine/record sheet 2023.pdf": lambda: [resident.record_sheet_text()],
}


if __name__ == "__main__":
    sys.exit(make(CASE, "Osier Row", PAPERS, OTHER_TEXTS))
