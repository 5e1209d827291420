"""Make the papers of the sample case Tanners Row anew.

python samples/make_tanners_row.py [--out FOLDER]    the papers (default: samples/tanners-row/papers)
python samples/make_tanners_row.py --texts [FILE]    their text as plain libraries pull it out
                                                     (default: samples/tanners-row/tanners-row.texts.json)

Everybody and everything in them is invented. The same files come out on every run.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from making.command import make
from making.tanners_row import council, landlord, mail, police, residents

CASE = Path(__file__).resolve().parent / "tanners-row"
PAPERS: dict[str, Callable[[], bytes]] = {
    "council/CR-118 form.eml": council.request_form,
    "council/CR-118 minutes.docx": council.minutes,
    "council/CR-118 review meeting.ics": council.invitation,
    "council/CR-118 threshold.pdf": council.threshold_letter,
    "council/contact log Tanners Row.html": council.contact_log,
    "mail/FW Number 9.msg": mail.forwarded,
    "mail/Tanners Row.mbox": mail.dorotas_mailbox,
    "neighbours/from T Hallam.zip": residents.hallams_papers,
    "neighbours/group chat.txt": residents.chat,
    "neighbours/stage 2 request.rtf": residents.stage_two_request,
    "neighbours/statement of G Prothero.odt": residents.statement,
    "police/Tanners Row logs.csv": police.log_export,
    "tallow bridge/C0852 stage 1.eml": landlord.stage_one,
    "tallow bridge/C0852 stage 2.pdf": landlord.stage_two,
    "tallow bridge/case 5521 notes.docx": landlord.case_notes,
}


if __name__ == "__main__":
    sys.exit(make(CASE, "Tanners Row", PAPERS))
