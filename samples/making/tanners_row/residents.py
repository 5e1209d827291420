"""What the neighbours wrote: their group chat, Mr Hallam's two papers, Mr Prothero's statement, the stage 2 request."""

import csv
import io
from datetime import datetime

from making.by_hand import archive, open_document, rich_text
from making.fixed import new_word, word_bytes

CHAT = """\
[25/09/2022, 16:41:12] Imelda No4: That van has had music on outside 9 since one o'clock. My windows are buzzing
[29/09/2022, 11:03:40] Imelda No4: Rang the council. Keep a diary, they said
[16/10/2022, 23:19:05] Dorota No7: Five cars out there now spinning their wheels. On hold to 101
[22/10/2022, 15:10:22] Petra No15: Car transporter right across the road and he has just sworn at me for asking
[05/11/2022, 19:38:47] Gwil No12: He's burning tyres in his yard. Done 999 for the fire brigade
[05/11/2022, 20:20:10] Imelda No4: Fire engine is here, they are hosing it down
[18/11/2022, 22:33:15] Dorota No7: Bottles. All down my side path
[19/11/2022, 22:49:30] Toby No11: Bottles at your wall again Dorota. I'm ringing this time
[04/12/2022, 14:09:58] Imelda No4: His lad came along the pavement on that motorbike, I had to jump in a doorway
[13/12/2022, 18:41:33] Dorota No7: He has been on my step saying he'll put my windows in. Ringing the police
[31/12/2022, 22:43:20] Petra No15: Who is letting rockets off down the street??
[31/12/2022, 22:44:02] Gwil No12: Number 9. They are firing them flat
[31/12/2022, 22:46:18] Imelda No4: One has hit my window, the glass is cracked
[31/12/2022, 22:49:55] Harj shop: One under the van. Unbelievable
[01/01/2023, 10:20:00] Petra No15: My hedge was alight last night with those rockets. I'll do the police form today
[31/01/2023, 19:06:44] Dorota No7: He's tipped a load of car panels and tyres over my gate. I can't face ringing anyone
[18/02/2023, 11:14:09] Gwil No12: The son has just spat at me by the post box
[18/02/2023, 11:15:30] Toby No11: Will you report it?
[18/02/2023, 11:17:02] Gwil No12: No. What for
[25/02/2023, 21:08:51] Imelda No4: Loudspeakers in the road and cones across it
[05/03/2023, 15:35:27] Harj shop: Brick through my window just now
[13/03/2023, 17:36:12] Petra No15: Ambulance can't get by, his recovery truck is across the Row
[23/03/2023, 06:45:39] Dorota No7: All four of my tyres have been cut in the night
[28/03/2023, 20:04:20] Imelda No4: He is out there shouting old witch at me
[08/04/2023, 13:18:48] Dorota No7: Quad bike going up and down, Jordan riding. Rung it in
[07/05/2023, 22:12:00] Imelda No4: Music at 9 again and it's a Sunday night
[31/05/2023, 09:30:11] Toby No11: Has anybody heard from the council since the meeting?
[31/05/2023, 09:41:26] Dorota No7: Nothing yet
"""
DIARY = (
    ("Date", "Time", "What happened", "Who was told"),
    ("16/10/2022", "23:10", "Five cars doing wheelspins outside 9, smoke in our bedroom", "Dorota rang"),
    ("18/11/2022", "22:30", "Bottles from the yard of 9 on to Dorota's wall", "Dorota rang"),
    ("19/11/2022", "22:45", "Bottles on Dorota's wall, three lads in the yard", "I rang 101"),
    ("31/12/2022", "22:40", "Rockets let off flat along the Row, one came through my porch roof",
     "Tallow Bridge, the first day they were open"),
    ("14/01/2023", "16:00", "Two cars doing burnouts by the lamp post, rubber up to my gate",
     "Tallow Bridge, in my complaint"),
    ("07/02/2023", "23:00", "Engine with no silencer running in the yard of 9", "Dorota rang"),
    ("09/02/2023", "22:30", "The engine in the yard until twenty to twelve", "Petra will ring"),
    ("12/02/2023", "", "That makes four nights of engines this week", "Dorota will ring Monday"),
    ("28/03/2023", "20:00", "Mundell bawling at Mrs Farrow from the pavement, called her a witch", "she rang"),
)  # fmt: skip
HALLAM_LETTER = (
    "11 Tanners Row, Haverbrook",
    "13 February 2023",
    "To the Complaints Team, Tallow Bridge Housing Association",
    "I am handing this in at your desk. I want to make a formal complaint.",
    "On New Year's Eve a rocket from outside number 9 came through the roof of my porch. I told Mr Kerr on 3 January "
    "and nobody has been to look.",
    "On Saturday 14 January at about four in the afternoon two cars did burnouts by the lamp post and left rubber up "
    "to my gate. I have not told you of that before.",
    "I pay you rent and I want to know what you are doing.",
    "Tobias Hallam",
)
STATEMENT = (
    "I live at 12 Tanners Row, opposite number 9. I am a retired surveyor.",
    "On Tuesday 27 September 2022 at about six in the evening I saw Mr Mundell empty a drum of old oil into the drain "
    "outside my house. I told the police by their web form on the Saturday.",
    "On Saturday 22 October 2022 I heard him swear at Miss Lindqvist, who had asked him to move a car transporter.",
    "On Bonfire Night, 5 November 2022, he burnt tyres in his yard. I dialled 999 for the fire brigade and told nobody "
    "else.",
    "On the first Sunday in December Mrs Farrow came in at my gate shaking. The son had ridden a motorbike at her on "
    "the pavement.",
    "On 31 December 2022 at about twenty to eleven at night rockets went past my window, not up but along. I rang the "
    "police at once.",
    "On Saturday 18 February 2023 the son spat at me by the post box. I have reported it to nobody.",
    "The following Saturday they closed the road with cones and had loudspeakers out from nine o'clock.",
    "On 5 March 2023 I saw a boy run from the Corner Stores into number 9 just after the shop window went.",
)
AFTER = (
    "I give this statement to Ms Wilk for her own file.",
    "I believe that the facts stated in this statement are true.",
    "Gwilym Prothero",
    "26 April 2023",
)
STAGE_TWO_REQUEST = (
    "7 Tanners Row, Haverbrook",
    "8 March 2023",
    "To Mr Cole, Tallow Bridge Housing Association",
    "Complaint C0852",
    "I am not satisfied with your answer of 3 January and ask for stage 2.",
    "You say that you acted. In December he stood on my step and threatened to put my windows in (EP/22/51703) and "
    "nobody from Tallow Bridge has spoken to me about it.",
    "On New Year’s Eve rockets were fired along the Row from outside number 9 and I rang the police while they were "
    "still going past.",
    "In the week of 6 February he ran engines in his yard on four nights.",
    "Last Sunday a brick went through the window of the Corner Stores.",
    "Dorota Wilk",
)


def chat() -> bytes:
    """The group's messages as an iPhone exports them."""
    return CHAT.encode()


def _diary() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(DIARY)
    return out.getvalue().encode()


def _hallam_letter() -> bytes:
    when = datetime(2023, 2, 13, 8, 20)
    word = new_word("Tobias Hallam", "Complaint", when)
    for paragraph in HALLAM_LETTER:
        word.add_paragraph(paragraph)
    return word_bytes(word, when)


def hallams_papers() -> bytes:
    """His diary and his complaint, zipped."""
    papers = {"complaint 13 Feb 2023.docx": _hallam_letter(), "diary 11 Tanners Row.csv": _diary()}
    return archive(papers, datetime(2023, 4, 2, 18, 0))


def statement() -> bytes:
    """The statement of the neighbour opposite: OpenDocument, numbered paragraphs."""
    return open_document(
        "Gwilym Prothero", "Statement of Gwilym Prothero", STATEMENT, AFTER, datetime(2023, 4, 26, 19, 5)
    )


def stage_two_request() -> bytes:
    """The letter that asks for stage 2: rich text."""
    return rich_text(STAGE_TWO_REQUEST)
