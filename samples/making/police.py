"""Tarnshire Constabulary: the disclosure table for Mill Lane, and the print of one crime report."""

from datetime import datetime

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import BaseDocTemplate

from making.fixed import pdf_bytes

HEADINGS = ("Date occurred", "Date reported", "Reference", "Type", "Location", "Summary", "Result")
WIDTHS = (88, 88, 84, 84, 88, 220, 126)
ROWS = (
    ("06/03/2022 01:35", "06/03/2022 01:44", "0058-060322", "ASB NUISANCE", "38 MILL LANE",
     "HOUSE PARTY, GUESTS SINGING ON FOOTWAY. INF IS AT 40.", "COUNCIL NOISE TEAM ADVISED. NOT ATTENDED."),
    ("19/03/2022 16:20", "19/03/2022 16:31", "0415-190322", "RTC DAMAGE ONLY", "MILL LANE J/W CHURCH STREET",
     "TWO CARS IN COLLISION, DETAILS EXCHANGED, ROAD CLEAR.", "NO OFFENCES. CLOSED."),
    ("02/04/2022 13:00", "02/04/2022 17:52", "0498-020422", "THEFT PEDAL CYCLE", "3 MILL LANE",
     "CYCLE TAKEN FROM SIDE PASSAGE WHILE OCCUPANT AT LUNCH.", "CRIMED. NO LINES OF ENQUIRY."),
    ("10/04/2022 22:05", "10/04/2022 22:17", "0611-100422", "ASB PERSONAL", "14 MILL LANE",
     "MALE FROM NO 16 SHOUTING ABUSE THROUGH LETTERBOX AND HAS KICKED DOOR. INF LIVES ALONE, LIMITED MOBILITY. MALE "
     "NOW BACK INDOORS.", "NOT ATTENDED. NEIGHBOURHOOD TEAM TO BE AWARE."),
    ("29/03/2022 19:30", "29/04/2022 10:48", "0377-290422", "ASB NUISANCE", "14 MILL LANE",
     "INF NOW REPORTS USED ENGINE OIL POURED OVER HER MOBILITY RAMP, SUSPECTS OCC OF NO 16. CLEANED UP SINCE, NO "
     "PHOTOS.",
     "NO LINES OF ENQUIRY. CLOSED."),
    ("02/05/2022 15:10", "02/05/2022 15:24", "0288-020522", "HATE INCIDENT DISABILITY", "14 MILL LANE",
     "OCC OF NO 16 CALLED INF AN EFFING CRIPPLE AT HER GATE, TOLD HER SHE BELONGS IN A HOME. CHILD PRESENT.",
     "RECORDED AS HATE INCIDENT. PC 4471 LOVELL SAW INF 04/05/2022. WORDS OF ADVICE ONLY."),
    ("07/05/2022 08:00", "07/05/2022 18:15", "0552-070522", "CONCERN FOR SAFETY", "52 MILL LANE",
     "ELDERLY MALE NOT SEEN SINCE MORNING. FOUND AT DAUGHTERS.", "SAFE AND WELL."),
    ("20/05/2022 19:40", "20/05/2022 19:47", "0640-200522", "OFF ROAD VEHICLE", "MILL LANE RECREATION GROUND",
     "TWO YOUTHS ON AN OFF ROAD BIKE ACROSS THE FOOTBALL PITCH.", "AREA SEARCH NO TRACE."),
    ("11/06/2022 23:30", "12/06/2022 07:22", "TC/22/0048217", "CRIMINAL DAMAGE", "14 MILL LANE FRONT PORCH",
     "MOBILITY SCOOTER FOUND WITH SEAT AND TWO TYRES SLASHED. LOG 0163-120622.", "CRIMED. FILED 27/07/2022, "
     "UNDETECTED."),
    ("25/06/2022 03:00", "25/06/2022 09:05", "TC/22/0051904", "BURGLARY OTHER", "27 MILL LANE",
     "SHED PADLOCK CUT, POWER TOOLS TAKEN.", "SCENES OF CRIME ATTENDED. FILED."),
    ("02/07/2022 23:50", "02/07/2022 23:54", "0702-020722", "DISORDER", "MALT SHOVEL PH, MILL LANE",
     "THREE MALES FIGHTING IN CAR PARK, ONE WITH A BOTTLE.", "ATTENDED. ALL LEFT ON ARRIVAL."),
    ("06/07/2022 19:05", "06/07/2022 19:12", "0529-060722", "ASB PERSONAL", "16 MILL LANE",
     "OCC OF NO 16 COMPLAINS THAT FEMALE AT NO 14 WATCHES HIM FROM HER WINDOW AND WRITES IT DOWN.", "NO OFFENCES. "
     "ADVICE."),
    ("14/07/2022 22:20", "14/07/2022 22:28", "0587-140722", "ASB PERSONAL", "14 MILL LANE",
     "EGGS THROWN AT FRONT WINDOW. INF THINKS MALE FROM NO 16.", "NO UNIT FREE. CLOSED 15/07/2022."),
    ("14/07/2022 22:25", "14/07/2022 22:33", "0591-140722", "ASB PERSONAL", "14 MILL LANE",
     "SECOND CALLER, OCC OF NO 15, WATCHED OCC OF NO 16 THROW EGGS AT HOUSE OPPOSITE.", "DUPLICATE OF 0587-140722."),
    ("16/07/2022 18:30", "16/07/2022 18:41", "0466-160722", "ASB NUISANCE", "38 MILL LANE",
     "YOUTHS KNOCKING ON DOORS AND RUNNING OFF.", "PASSED TO PCSO 8063 DUNMORE."),
    ("19/07/2022 15:15", "19/07/2022 15:22", "0533-190722", "FIRE", "FIELD REAR OF MILL LANE ALLOTMENTS",
     "GRASS ALIGHT IN THE HEAT, FIRE SERVICE ON SCENE.", "ROAD CLOSED FOR AN HOUR. NO CRIME."),
    ("23/07/2022 16:05", "23/07/2022 16:19", "0402-230722", "ASB PERSONAL", "14 MILL LANE REAR",
     "OCC OF NO 16 LEANT OVER FENCE, TOLD INF HER SHED IS NEXT TO GO UP. INF FRIGHTENED, WITNESS PRESENT.",
     "PC 4471 LOVELL TO SPEAK TO OCC OF NO 16. NOT DONE AT TIME OF CLOSURE."),
    ("05/08/2022 00:30", "05/08/2022 00:38", "0021-050822", "ASB NUISANCE", "61 MILL LANE",
     "CAR ALARM SOUNDING, OWNER AWAY.", "STOPPED BEFORE ATTENDANCE."),
    ("29/08/2022 11:30", "29/08/2022 11:41", "0233-290822", "DANGEROUS DOG", "14 MILL LANE",
     "DOG FROM NO 16 OVER LOW WALL AND TOOK HOLD OF INF BY SLEEVE. NO INJURY.", "REFERRED TO COUNCIL DOG WARDEN."),
    ("03/09/2022 14:10", "03/09/2022 14:26", "0417-030922", "HIGHWAY", "9 MILL LANE",
     "SKIP LEFT UNLIT ON CARRIAGEWAY.", "COUNCIL INFORMED."),
    ("17/09/2022 06:00", "17/09/2022 10:55", "TC/22/0073350", "THEFT OTHER", "MILL LANE ALLOTMENTS",
     "WATER BUTT AND HOSE TAKEN FROM PLOT 12.", "FILED."),
    ("01/10/2022 09:20", "01/10/2022 09:33", "0208-011022", "PARKING DISPUTE", "44 MILL LANE",
     "VISITORS CAR ACROSS DROPPED KERB.", "NOT POLICE. CLOSED."),
)  # fmt: skip
INTRODUCTION = (
    "Extract of logs and crimes, Mill Lane, Oxmarsh, 01/03/2022 to 02/10/2022, in order of report. Prepared "
    "03/10/2022 for Oxmarsh Borough Council under section 115 of the Crime and Disorder Act 1998, for CR/22/019 "
    "only. INF is the caller, OCC the occupier. Calls about other addresses in the road have not been taken out."
)

CRIME_PRINT = """\
TARNSHIRE CONSTABULARY
CRIME REPORT PRINT                                        OFFICIAL-SENSITIVE
PRINTED 03/10/2022 15:12 BY 7730                                  PAGE 1 OF 1

CRIME NUMBER      TC/22/0048217
CLASSIFICATION    CRIMINAL DAMAGE OTHER, UNDER 5000 POUNDS
LINKED LOG        0163-120622
OCCURRED          BETWEEN 11/06/2022 23:30 AND 12/06/2022 00:15
REPORTED          12/06/2022 07:22  TELEPHONE 101
LOCATION          FRONT PORCH, 14 MILL LANE, OXMARSH
AGGRIEVED         MS Y THACKWRAY
SUSPECT           MR D CROZIER, 16 MILL LANE (NAMED BY AGGRIEVED)
MO                OPEN PORCH. UNKNOWN PERSON SLASHES SEAT AND BOTH REAR TYRES OF
                  MOBILITY SCOOTER WITH SHARP BLADE AND LEAVES.
VALUE             640 POUNDS

ENQUIRY LOG
12/06/2022 14:05  PC 4471 LOVELL. AGGRIEVED VISITED, SCOOTER PHOTOGRAPHED IN PORCH.
                  OCC OF NO 15 HEARD RIPPING AT ABOUT 2340 AND SAW A HOODED MALE,
                  FACE NOT SEEN.
06/07/2022 18:30  PC 4471 LOVELL. CROZIER SEEN AT HIS DOOR. NO COMMENT BEYOND SAYING
                  HE WAS AWAY AT A CARAVAN SITE.
21/07/2022 09:15  PC 4471 LOVELL. CARAVAN SITE MANAGER CANNOT SAY EITHER WAY.
27/07/2022 16:40  SGT 2209 BRANNOCK. REVIEWED. IDENTIFICATION NOT POSSIBLE. FILED.
                  AGGRIEVED INFORMED BY TELEPHONE.

RESULT            OUTCOME 15, EVIDENTIAL DIFFICULTIES, 27/07/2022
END OF PRINT
"""


def _page(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(30, 18, "OFFICIAL-SENSITIVE. Tarnshire Constabulary, Information Disclosure Unit")
    canvas.drawRightString(landscape(A4)[0] - 30, 18, f"Page {template.page}")


def disclosure() -> bytes:
    """The ruled table, landscape, its heading row again on every page."""
    small = ParagraphStyle("small", fontName="Helvetica", fontSize=9.5, leading=12)
    bold = ParagraphStyle("bold", parent=small, fontName="Helvetica-Bold")
    title = ParagraphStyle("title", parent=bold, fontSize=13, leading=17)
    cells = [[Paragraph(h, bold) for h in HEADINGS], *[[Paragraph(text, small) for text in row] for row in ROWS]]
    table = Table(cells, colWidths=WIDTHS, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 1), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 16),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    story = [
        Paragraph("Tarnshire Constabulary: disclosure", title),
        Paragraph(INTRODUCTION, small),
        Spacer(1, 8),
        table,
    ]
    width, height = landscape(A4)
    frame = Frame(30, 30, width - 60, height - 55, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template = PageTemplate(id="sheet", frames=[frame], onPage=_page, pagesize=(width, height))
    when = datetime(2022, 10, 3, 15, 20)
    return pdf_bytes(story, when, "Mill Lane disclosure", page_size=(width, height), template=template)


def crime_print() -> bytes:
    """The crime report as the records system prints it to text."""
    return CRIME_PRINT.encode()
