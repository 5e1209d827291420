"""What Marguerite Tolland wrote or kept: two letters of complaint, a record sheet that was scanned, the request for a
case review, messages with her daughter, a list of calls."""

from datetime import datetime

from making.osier_row.plain import printed_letter, rows_of, word_letter
from making.osier_row.scan import scanned_sheet

FIRST_COMPLAINT = """
6 Coracle House, Osier Row

31 March 2023

To the Complaints Team, Larkfield Housing Association

I wish to make a formal complaint about the way my reports of Mr Voss at number 10 have been dealt with.

I first rang on 6 March because on the Saturday night his music had gone on till three in the morning. I was told
that somebody would call. Nobody had by 14 March, when he emptied a bucket over my clean sheets from his balcony.

On 18 March he called me an interfering old witch and stood so that I could not get up the stairs. The very
next morning he said it again, by the bins, with a friend looking on.

Miss Farrant came on 22 March and was pleasant, but all she left me was paper. Only yesterday there was a black bag
burst open against my door, fish and nappies.

I am seventy-one. I would like somebody to do something.

Marguerite Tolland
"""

SECOND_COMPLAINT = """
6 Coracle House, Osier Row

9 September 2024

I am making a second formal complaint, because nothing has changed since my first.

My front door was kicked in on 21 May 2023, crime 5504417/23, and the lock and frame were split. A warning letter went
to Mr Voss, and that Halloween he let off a firework against the same door and I had the fire brigade on the stairs.
On 11 November 2023 he barged me with his shoulder on the stairs, crime 5512204/23.

In January I woke to find GRASS sprayed on my door in red. On 8 February he called Petra a sponger in the lift lobby
and the day after that it was scrounger. On 29 February he held a baseball bat over me, crime 5601270/24, and said I was
next. The police took him away the following day and all that you did was to have him sign a piece of paper.

Then in May his bath came through my ceiling. On 11 June a beer bottle from his balcony missed me by a yard and
on 12 June there was another, against the bin store. In July he kicked the mirror off Petra's car and last month he
spat at me. I told you or the police about every one of these at the time.

You served a notice on him in July. It is now September. When are you going to court?

Marguerite Tolland
"""

DIARY_HEAD = "Record of nuisance, flat 6 Coracle House, kept by M Tolland. All in the year 2023."
DIARY_COLUMNS = ("Date", "When", "What happened", "Who I told")
DIARY = """
04/03/2023 Sat | 11.30pm to 3am | Music from number 10, the ceiling was shaking | Larkfield, Monday
07/04/2023 Good Friday | 10pm to 2am | Party upstairs, stamping and singing | Council noise line
24/04/2023 Mon | 8 to 11pm | Music, the bass turned right up | Larkfield, by email on Friday
27/04/2023 Thurs | 9pm to midnight | Music once more, worse than Monday | Noise line, then the same email
12/05/2023 Fri | 2.15am | Front door kicked until the frame split | 999
13/05/2023 Sat | 2.30am | A fist on the door, five or six blows | 101
27/05/2023 Sat | 3pm | Lit cigarette ends dropped on my balcony, cushion burnt | Nobody
14/06/2023 Wed | 4.30pm | Parcel taken off my mat | Police on the Friday
21/07/2023 Fri | evening | Cannabis smoke through the bathroom vent | Larkfield, Monday
28/08/2023 Mon | 2pm to 11pm | Sound system on all through the bank holiday | Noise line
"""

APPLICATION = """
# London Borough of Richmond upon Thames: request for an anti-social behaviour case review

Form received 26 March 2025, 10:14, by the web

Name: Marguerite Tolland

Address: 6 Coracle House, Osier Row

Who have you told? Tidewater Constabulary, Larkfield Housing Association and the council's noise team

Have the responses been adequate? No. He has had letters, a contract, a notice and an injunction and he still does it.

Is the behaviour persistent or continuing? Yes, since March 2023.

Tell us what has happened in the last six months:

27 September 2024: music from half past eleven at night until two

12 October 2024: followed me home from the bus stop

31 October 2024: beat my door with a metal bar (I did not dare tell Larkfield until 2 December)

12 November 2024: set fire to a bin bag outside my door (told the council on 12 December)

23 November 2024: came to my door with a kitchen knife, crime 5610644/24

15 December 2024: shouted through the letterbox although the court had forbidden it

New Year's Eve: party until five in the morning

Then four more times between 3 and 14 February 2025

17 March 2025: trapped us in Petra's car, crime 5702218/25

Do you have a health condition that makes this worse? Yes, angina, and I sleep badly.

Signed M Tolland, 26 March 2025
"""

MESSAGES = """\
[04/03/2023, 23:52:10] Mum: He has started his music again, the lampshade is moving
[04/03/2023, 23:55:41] Petra: Put your radio on. Ring Larkfield Monday
[14/03/2023, 19:08:33] Mum: All my sheets soaked, he poured a bucket down on them just now
[07/04/2023, 23:14:02] Mum: Party up there, on Good Friday of all days
[20/04/2023, 18:31:55] Mum: Petra don't park at the front any more. He's just told me he knows where you park
[20/04/2023, 18:33:20] Petra: Did he now. Ring 101 please
[27/05/2023, 15:12:47] Mum: Fag ends dropping on my balcony, lit ones. The blue cushion has a hole
[27/05/2023, 15:20:09] Petra: Tell Larkfield
[27/05/2023, 15:21:30] Mum: What for, they do nothing. I shan't bother
[17/09/2023, 14:22:15] Petra: Mum both tyres on my bike are slashed, it was in the store
[17/09/2023, 14:25:51] Mum: Leave it, he'll only do worse
[31/10/2023, 20:07:04] Mum: Firework at my door, stairs full of smoke
[31/10/2023, 20:07:40] Petra: GET OUT and ring 999
[25/12/2023, 00:35:18] Mum: Happy Christmas darling. He has had music on since eleven
[15/01/2024, 07:36:11] Mum: He has painted GRASS on my front door in the night
[29/02/2024, 20:44:26] Mum: He came at me with a bat Petra, on the landing. I'm locked in
[22/05/2024, 19:40:37] Mum: He is leaning down off his balcony filming into my bedroom
[22/05/2024, 19:42:00] Petra: Close the curtains. Who do we tell
[24/05/2024, 11:05:12] Mum: Told Councillor Onslow this morning about the filming. Not going to Larkfield again
[12/06/2024, 20:14:44] Mum: Another bottle, it hit the bins as I came in. Last night's was nearer
[07/07/2024, 09:30:58] Petra: Some so and so has had my mirror off, must have been last night about ten
[12/10/2024, 18:45:29] Mum: He walked behind me all the way from the bus stop shouting
[31/10/2024, 21:18:03] Mum: He is hitting my door with a bit of metal. I've put the chair against it
[31/10/2024, 21:25:36] Petra: Ring them
[31/10/2024, 21:26:10] Mum: I daren't
[23/11/2024, 21:33:50] Mum: He has a knife Petra he's outside
[15/12/2024, 16:04:22] Mum: Shouting through the letterbox, what good is an injunction
[01/01/2025, 00:12:17] Mum: Happy new year love. Can you hear it, it's been like this since half ten
[22/02/2025, 08:50:41] Mum: Dog dirt through my letterbox this morning. Cleaned it up, not telling anybody
[09/03/2025, 17:26:08] Mum: He threw gravel at me from the balcony when I was at the washing line
[15/03/2025, 12:02:19] Mum: Saw Councillor Onslow at her surgery, told her of last Sunday's gravel
[17/03/2025, 08:20:33] Petra: Are you ok now? I thought he would never move from in front of the bonnet
[08/07/2025, 12:10:45] Mum: Glue in my lock, can't get my key in
[29/08/2025, 15:30:02] Mum: He's gone!! Vans all morning
"""

CALLS = """\
Date,Time,Called,Minutes,Note
15-Mar-23,10:38,Larkfield,6,bucket of water on washing the day before
18-Mar-23,18:03,101,14,witch on the stairs
08-Apr-23,00:38,Council noise line,4,party still going upstairs
20-Apr-23,18:39,101,11,threat about Petra's car
12-May-23,02:19,999,5,door being kicked in
13-May-23,02:34,101,9,hammering on door again
04-Jul-23,21:20,101,8,shouting grass off balcony
28-Aug-23,18:12,Council noise line,5,sound system since two o'clock
25-Dec-23,01:17,101,22,music since eleven
25-Dec-23,04:02,101,31,not stopped yet at four
02-Apr-24,09:48,Larkfield,7,music Saturday night till one
15-Aug-24,13:16,101,10,spat at by the front entrance
27-Sep-24,23:50,Council noise line,6,music again from half eleven
12-Oct-24,18:50,101,13,followed from bus
15-Dec-24,16:09,999,3,letterbox
01-Jan-25,00:47,101,40,party since half ten
04-Feb-25,09:22,Larkfield,5,stamping overhead last night
07-Feb-25,09:18,Council,9,drilling through floor last night at ten
14-Feb-25,19:21,101,12,shut out of my own building
05-May-25,12:31,101,7,poisonous cow
"""


def first_complaint() -> bytes:
    """Her first letter of complaint, in Word."""
    return word_letter(FIRST_COMPLAINT, datetime(2023, 3, 31, 9, 0), "M Tolland", "Complaint")


def second_complaint() -> bytes:
    """Her second letter of complaint, in Word."""
    return word_letter(SECOND_COMPLAINT, datetime(2024, 9, 9, 8, 30), "M Tolland", "Second complaint")


def diary_rows() -> list[tuple[str, ...]]:
    """The rows of the record sheet, days as she writes them."""
    rows = []
    for first, *others in rows_of(DIARY):
        on, _, name = first.partition(" ")
        day, month = on.split("/")[:2]
        rows.append((f"{name} {int(day)}/{int(month)}", *others))
    return rows


def record_sheet() -> bytes:
    """The record sheet as her library's scanner gave it: a picture and nothing else."""
    return scanned_sheet(DIARY_HEAD, DIARY_COLUMNS, diary_rows())


def record_sheet_text() -> str:
    """What can be read on the scanned sheet."""
    return "\n".join([DIARY_HEAD, *(" | ".join(row) for row in (DIARY_COLUMNS, *diary_rows()))]) + "\n"


def case_review_request() -> bytes:
    """The request for a case review as the council's web form prints it."""
    return printed_letter(APPLICATION, datetime(2025, 3, 26, 10, 14), "ASB case review request")


def messages() -> bytes:
    """Messages as her telephone exports them."""
    return MESSAGES.encode()


def calls() -> bytes:
    """Her list of calls as comma-separated values."""
    return CALLS.replace("\n", "\r\n").encode()
