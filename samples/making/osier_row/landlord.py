"""Larkfield Housing Association: case notes, answers to complaints, the notice seeking possession."""

from datetime import datetime

from making.osier_row.plain import printed_letter, word_letter

NOTES = """\
LARKFIELD HOUSING ASSOCIATION                                     HOMEBASE PRINT
CASE 23/0417  COMPLAINANT MRS M TOLLAND, 6 CORACLE HOUSE, OSIER ROW
SUBJECT MR K VOSS, 10 CORACLE HOUSE    PRINTED 14/11/2025 10:02 BY CREYES
IFARRANT Imogen Farrant, CREYES Callum Reyes, DABBOT Denise Abbot, CONTACT contact centre
--------------------------------------------------------------------------------
06/03/2023 09:14 CONTACT   CALL IN
  Mrs Tolland rang. Sat night, music from flat 10 above from abt 2330 until
  gone 3 am. First report. Case opened.
15/03/2023 10:40 CONTACT   CALL IN
  Mrs Tolland: yesterday evening Mr V tipped a bucket of water off his balcony
  over her washing.
20/03/2023 09:05 CONTACT   CALL IN
  Mrs Tolland: Mr V called her a witch on the stairs on Saturday teatime, she told
  police. On Sunday morning he did the same again by the bins, police not told.
22/03/2023 14:30 IFARRANT  VISIT
  Saw Mrs Tolland at home. Diary sheets given.
30/03/2023 16:20 IFARRANT  EMAIL IN
  From Mrs Tolland: bag of rubbish split open against her door today.
31/03/2023 11:55 CREYES    COMPLAINT
  Letter of complaint handed in. Logged as LHA-C-2291, stage 1.
11/04/2023 09:50 CONTACT   CALL IN
  Mrs Tolland: party in flat 10 on Good Friday night, ten until two, council
  noise line rung.
11/04/2023 15:10 CREYES    COMPLAINT
  LHA-C-2291 acknowledged by email.
17/04/2023 16:40 CREYES    COMPLAINT
  Extension of ten working days agreed with Mrs Tolland by email, new date 3 May.
21/04/2023 09:20 CONTACT   CALL IN
  Mrs Tolland: last night Mr V said he knows where her daughter parks and cars burn
  easily. Police log 1302.
28/04/2023 12:15 IFARRANT  EMAIL IN
  Music from flat 10 on three evenings this week, per email from Mrs Tolland.
03/05/2023 17:05 CREYES    COMPLAINT
  LHA-C-2291 stage 1 response sent. Not upheld.
12/05/2023 08:45 CONTACT   CALL IN
  Mrs Tolland in tears. Her front door was kicked in the night, quarter past two,
  lock and frame split. Crime 5504417/23. Emergency repair raised.
15/05/2023 09:30 CONTACT   CALL IN
  Mrs Tolland: early on Saturday somebody hammered on the door again, no damage.
15/05/2023 13:20 CREYES    COMPLAINT
  Stage 2 of LHA-C-2291 asked for by email.
23/05/2023 15:00 IFARRANT  LETTER
  First warning letter to Mr V, posted today.
19/06/2023 10:10 CONTACT   CALL IN
  Mrs Tolland: parcel gone from her doormat last Wednesday, wrapping outside flat 10.
  Crime 5506120/23.
30/06/2023 16:55 DABBOT    COMPLAINT
  LHA-C-2291 stage 2 response sent. Upheld in part, 150 pounds.
05/07/2023 09:00 CONTACT   CALL IN
  Mrs Tolland: last night Mr V and friends yelling grass at her from the balcony.
24/07/2023 11:30 CONTACT   CALL IN
  Mrs Tolland: cannabis smoke coming in by the bathroom vent on Friday evening.
29/08/2023 09:40 CONTACT   CALL IN
  Mrs Tolland: sound system in flat 10 all bank holiday Monday, two in the
  afternoon to eleven.
07/09/2023 10:00 IFARRANT  VISIT
  Mr V seen at flat 10. Denies all. Verbal warning.
01/11/2023 09:05 CONTACT   CALL IN
  Mrs Tolland: firework let off outside her door last night, fire brigade came.
  Door scorched. Crime 5511790/23.
13/11/2023 09:25 CONTACT   CALL IN
  Mrs Tolland: on Friday Mr V shoved her with his shoulder on the stairs. Crime
  5512204/23.
27/12/2023 10:15 CONTACT   CALL IN
  Mrs Tolland: music from flat 10 all through Christmas Eve night until four.
15/01/2024 09:35 CONTACT   CALL IN
  Mrs Tolland: GRASS sprayed across her front door, found this morning. Cleaned
  off same day by caretaker.
09/02/2024 10:20 CONTACT   CALL IN
  Mrs Tolland: yesterday in the lift lobby Mr V called her daughter a sponger.
12/02/2024 09:15 CONTACT   CALL IN
  Mrs Tolland: same again on Friday, scrounger this time, police rung.
01/03/2024 09:10 CONTACT   CALL IN
  Mrs Tolland: last night Mr V raised a baseball bat to her on the landing and said
  she was next. Crime 5601207/24.
05/03/2024 12:00 IFARRANT  LETTER
  Final warning hand delivered to Mr V.
20/03/2024 14:00 IFARRANT  MEETING
  Mr V signed an acceptable behaviour contract, six months.
02/04/2024 09:50 CONTACT   CALL IN
  Mrs Tolland: loud music Saturday night, Easter weekend, until one.
07/05/2024 09:20 CONTACT   CALL IN
  Mrs Tolland: on Sunday Mr V let his bath run over and it came through her
  ceiling, he laughed when she knocked. Plumber attended 07/05/2024.
13/06/2024 10:05 CONTACT   CALL IN
  Mrs Tolland: a beer bottle dropped from flat 10 on Tuesday evening, just missed
  her, and another last night that hit the bin store. Police logs 1501 and 1488.
22/07/2024 11:00 IFARRANT  NOTICE
  Notice seeking possession served on Mr V by hand, grounds 12 and 14.
16/08/2024 09:30 CONTACT   CALL IN
  Mrs Tolland: yesterday lunchtime Mr V spat at her at the front entrance.
09/09/2024 15:45 CREYES    COMPLAINT
  Second formal complaint handed in at reception, LHA-C-3307.
19/09/2024 10:30 CREYES    COMPLAINT
  LHA-C-3307 acknowledged by email.
25/09/2024 16:10 CONTACT   CALL IN
  Mrs Tolland: this afternoon Mr V kicked her shopping trolley down the steps.
30/09/2024 09:15 CONTACT   CALL IN
  Mrs Tolland: music Friday night from half eleven, council noise line rung.
14/10/2024 09:10 CONTACT   CALL IN
  Mrs Tolland: on Saturday Mr V followed her from the bus stop to her own door.
24/10/2024 17:20 CREYES    COMPLAINT
  LHA-C-3307 stage 1 response emailed.
11/11/2024 14:35 CREYES    COMPLAINT
  Stage 2 of LHA-C-3307 requested by email.
15/11/2024 11:15 DABBOT    COMPLAINT
  Stage 2 request on LHA-C-3307 acknowledged.
25/11/2024 08:50 CONTACT   CALL IN
  Mrs Tolland: Saturday night Mr V came to her door holding a kitchen knife and said
  he would cut her. Arrested. Crime 5610644/24.
26/11/2024 10:00 IFARRANT  LEGAL
  Solicitors instructed to apply for an injunction.
02/12/2024 09:40 CONTACT   CALL IN
  Mrs Tolland only now says that on Halloween Mr V beat on her door with a metal
  bar for several minutes.
03/12/2024 16:30 IFARRANT  LEGAL
  Interim injunction granted without notice, county court.
16/12/2024 09:05 CONTACT   CALL IN
  Mrs Tolland: yesterday at four Mr V was shouting through her letterbox. Arrested for
  breach of the interim order.
02/01/2025 09:30 CONTACT   CALL IN
  Mrs Tolland: New Year's Eve party in flat 10, from half ten to five in the
  morning.
20/01/2025 16:45 DABBOT    COMPLAINT
  LHA-C-3307 stage 2 response sent.
30/01/2025 15:40 IFARRANT  LEGAL
  Final injunction made today, twelve months, power of arrest.
04/02/2025 09:25 CONTACT   CALL IN
  Mrs Tolland: stamping on the floor above her for two hours last night.
17/02/2025 09:10 CONTACT   EMAIL IN
  On Friday Mr V held the entrance door shut on Mrs Tolland and swore at her.
18/03/2025 09:00 CONTACT   CALL IN
  Mrs Tolland: yesterday Mr V lay in wait at her daughter's car and would not let
  them drive off. Breach. Police have crime 5702218/25.
14/04/2025 09:35 CONTACT   CALL IN
  Mrs Tolland: music Saturday from eleven till after two.
06/05/2025 09:15 CONTACT   CALL IN
  Mrs Tolland: on the bank holiday Mr V called her a poisonous cow before her
  guests.
11/07/2025 13:00 IFARRANT  REPAIR
  Camera fitted on second floor landing, panel action 1.
09/07/2025 10:50 CONTACT   CALL IN
  Mrs Tolland: glue squirted into her lock, found yesterday at noon. Entered late.
17/07/2025 09:30 CREYES    COMPLAINT
  Third complaint, LHA-C-3960, acknowledged.
29/08/2025 12:00 IFARRANT  TENANCY
  Mr V has given up flat 10, keys returned.
24/10/2025 11:20 DABBOT    OMBUDSMAN
  800 pounds paid and letter of apology sent to Mrs Tolland, case 202412077.
END OF PRINT
"""

STAGE_ONE = """
3 May 2023

Our ref: LHA-C-2291

Mrs M Tolland, 6 Coracle House, Osier Row

Dear Mrs Tolland

# Your complaint: our answer at stage 1

Thank you for your letter of 31 March 2023, which I acknowledged on 11 April 2023. You kindly agreed in
writing on 17 April 2023 to give us ten more working days. I am answering within that time.

You told us of these matters:

* music on the night of 4 March 2023

* water thrown over your washing on 14 March 2023

* words on the stairs on 18 March 2023 and again on 19 March 2023

* rubbish left at your door on 30 March 2023

* a party on 7 April 2023.

Since then you have also told us of what Mr Voss said about your daughter's car on 20 April 2023, and of
three further incidents of loud music between 24 and 28 April 2023.

Miss Farrant called on you on 22 March 2023 and left diary sheets. I find that the case was opened on the day of
your first call and that our policy was followed. I do not uphold the complaint.

Yours sincerely

Callum Reyes, Complaints Adviser
"""

STAGE_TWO = """
# Larkfield Housing Association

30 June 2023

Our ref: LHA-C-2291/2

Mrs M Tolland, 6 Coracle House, Osier Row

Dear Mrs Tolland

# Final answer, stage 2

On 15 May 2023 you asked me to look again. You should have had this letter by 13 June 2023 and I apologise that you
did not.

My colleague's letter of 3 May 2023 did not uphold your complaint. I disagree with him in part. When your door was
kicked on 12 May 2023 (crime 5504417/23) we repaired it on the same day, but nobody rang you to ask how you were. The
knocking on your door in the night that followed was not put on the case for two days. The theft of your parcel on 14
June 2023 is for the police.

The warning letter to Mr Voss went out on 25 May 2023. It ought to have gone in April, after the threat about your
daughter's car.

I uphold the complaint in part and offer £150. If you remain unhappy you may go to the Housing Ombudsman.

Yours sincerely

Denise Abbot, Head of Customer Resolution
"""

NOTICE = """
# Housing Act 1988, section 8: notice seeking possession of a property let on an assured tenancy

To: Mr Kieran Voss, 10 Coracle House, Osier Row

Landlord: Larkfield Housing Association

1. Your landlord intends to apply to the court for an order requiring you to give up possession of 10 Coracle House.

2. Possession will be sought on grounds 12 and 14 of Schedule 2 to the Housing Act 1988.

3. Particulars. Your landlord relies on the following eight incidents:

(a) On 18 March 2023 you verbally abused the tenant of flat 6 on the stairs.

(b) On 20 April 2023 you threatened to damage a car belonging to the daughter of the tenant of flat 6.

(c) On 4 July 2023 you and others shouted abuse from your balcony at the tenant of flat 6.

(d) On 28 August 2023 you played amplified music for some nine hours.

(e) On 10 November 2023 you pushed the tenant of flat 6 with your shoulder on the stairs.

(f) On 29 February 2024 you raised a baseball bat to the tenant of flat 6.

(g) On 11 June 2024 you dropped a bottle from your balcony.

4. Proceedings will not begin before 19 August 2024.

Signed: I Farrant, for the landlord. Dated and served 22 July 2024.
"""

SECOND_STAGE_TWO = """
20 January 2025

Our ref: LHA-C-3307/2

Dear Mrs Tolland

# Your second complaint: our final answer at stage 2

Your request of 11 November 2024 was acknowledged on 15 November 2024. This letter is late and I am sorry.

You say that after the notice of 22 July 2024 we did nothing until Mr Voss stood at your door with a knife on 23
November 2024. That is fair. We did not instruct solicitors until 26 November 2024. The interim injunction was made on
3 December 2024. A copy of the final injunction order was given to the police by us on 10 January 2025.

You also told us late, on 2 December, of the metal bar at your door on 31 October 2024. We should have opened a new
report and did not. The shouting through your letterbox on 15 December 2024 was a breach of the order and the police
acted on it. The New Year party has been put to Mr Voss.

I uphold the complaint and offer £300, which takes in the £75 offered at stage 1.

Yours sincerely

Denise Abbot, Head of Customer Resolution
"""


def case_notes() -> bytes:
    """The case notes as the housing system prints them to text."""
    return NOTES.encode()


def stage_one() -> bytes:
    """The stage 1 answer to the first complaint, in Word."""
    when = datetime(2023, 5, 3, 17, 0)
    return word_letter(STAGE_ONE, when, "Callum Reyes", "LHA-C-2291", "Larkfield Housing Association, Kiln Street")


def stage_two() -> bytes:
    """The stage 2 answer to the first complaint, PDF."""
    return printed_letter(STAGE_TWO, datetime(2023, 6, 30, 16, 50), "LHA-C-2291 stage 2")


def notice() -> bytes:
    """The notice seeking possession, PDF."""
    return printed_letter(NOTICE, datetime(2024, 7, 22, 9, 30), "Notice seeking possession")


def second_stage_two() -> bytes:
    """The stage 2 answer to the second complaint, in Word."""
    when = datetime(2025, 1, 20, 16, 40)
    return word_letter(SECOND_STAGE_TWO, when, "Denise Abbot", "LHA-C-3307", "Larkfield Housing Association")
