"""What Yvonne Thackwray wrote or kept: emails, her record sheet, a letter, messages with the neighbour opposite."""

from datetime import datetime

from making.fixed import new_word, word_bytes, word_table

FIRST_EMAIL = """\
Dear Carla,

I rang in March about his fire and nobody came, so this time I am putting it on paper.

On Saturday morning I opened the front door and both my wheelie bins had been tipped up and emptied down the path, \
right across the ramp. Mr Crozier was stood in his doorway watching me. It took me until dinner time to clear it with \
the litter picker.

Then last night, about ten, he was bent down at my letterbox bawling through it that I was a nosy cow and had better \
learn to keep my mouth shut. He went on a good five minutes and booted the bottom of the door. I phoned 101.

I live on my own and I don't get about easily. What are you going to do?

Yvonne Thackwray
14 Mill Lane
"""

THREAD_EMAIL = """\
Dear Carla,

Len across the road has written down what he has seen. His statement is attached.

On Saturday at about four I was in the back garden with Len and Mr Crozier leaned over the fence and told me my shed \
would be the next thing to go up. I rang 101 and the log is 0402.

You said you would write to him. Did you ever?

Yvonne
"""

COMPLAINT = """\
Dear Sir or Madam,

I want to make a formal complaint about Quillbrook Homes. My case number is QH/ASB/3307.

I have been on to you about Mr Crozier at number 16 since March. On the bank holiday, 2 May, he called me a cripple at \
my own gate, and your office knew about it the next morning. Three mornings last week his motorbike was left running \
under my bedroom window from half past five. Yesterday evening, about seven, he turned a hosepipe on me as I came up \
the ramp with my shopping and I was wet to the skin.

Miss Wetherell was meant to come on the 19th. I got a cake in. Nobody turned up and nobody rang.

I want a proper answer in writing and I want to be told what happens next.

Yvonne Thackwray
14 Mill Lane, Oxmarsh
"""

DIARY = (
    ("Date", "Time", "What happened", "Witness", "Told whom"),
    (
        "Tues 29 March",
        "7.30pm",
        "Old black engine oil tipped all down my ramp. The scooter slid on it and I nearly went over.",
        "",
        "Nobody, I was frightened what he'd do. Told 101 a month on, 29 April",
    ),
    ("Sat 9 April", "morning", "Both bins turned out over the path and the ramp.", "", "Quillbrook, by email, Monday"),
    (
        "Sun 10 April",
        "10pm",
        "Shouting filth through the letterbox, then his boot on the door.",
        "Len heard",
        "101 straight away. Carla in the same email",
    ),
    (
        "Fri 15 April",
        "2.15pm",
        "Good Friday. His dog put over into my back garden, all my tulips dug up. He stood there laughing.",
        "Len, from his landing",
        "No one",
    ),
    (
        "Mon 2 May",
        "ten past three",
        "Bank holiday. Effing cripple, at my own gate, and ought to be in a home. The little girl from 20 was there.",
        "",
        "101, then Quillbrook on the Tuesday",
    ),
    (
        "w/c 16 May",
        "5.30am",
        "Motorbike left ticking over under my bedroom window, three mornings.",
        "",
        "Quillbrook on the 23rd",
    ),
    ("Weds 25 May", "7pm", "Hosepipe turned on me on the ramp.", "", "Quillbrook, in my complaint the day after"),
    (
        "Sat 11 June",
        "in the night",
        "Scooter cut up in the porch, the seat and both back tyres. Found it Sunday at seven.",
        "Len heard it",
        "Police on the Sunday, Quillbrook on the Monday",
    ),
    (
        "Tues 28 June",
        "6.45pm",
        "Up on a crate filming me over the fence with his phone, ten minutes or so.",
        "",
        "Rosalind Keech MP, at her surgery on Fri 1 July. Nobody else",
    ),
    (
        "Thurs 14 July",
        "10.20pm",
        "Eggs at my front window, half a dozen.",
        "Len saw him do it",
        "101. Len rang as well",
    ),
    ("Fri 15 July", "10pm", "More eggs, same window.", "Len came out", "Quillbrook, Monday"),
    (
        "Sun 17 July",
        "9am",
        "A motorbike engine dumped at the bottom of the ramp. Couldn't get out for over an hour.",
        "Len and his son shifted it",
        "Quillbrook, Monday",
    ),
    (
        "Sat 23 July",
        "4pm",
        "Leaned over the back fence and said my shed was next to go up.",
        "Len was with me",
        "101. Email to Carla on Monday",
    ),
    (
        "Thurs 11 Aug",
        "8.45pm",
        "Fire right against the fence, rubber and oil, flames as high as the gutter.",
        "half the street",
        "999 for the fire brigade. Quillbrook in my letter on the 15th",
    ),
    (
        "Mon 29 Aug",
        "11.30am",
        "His dog came over the low wall at me and had hold of my sleeve.",
        "a lady going past",
        "101, Quillbrook the next day",
    ),
    (
        "Wed 7 Sept",
        "9pm",
        "Kicking my front door till the panel split, shouting that he knew I had been on to the council.",
        "",
        "Quillbrook, next morning",
    ),
    ("Sat 24 Sept", "11.15pm", "Gravel flung at the back windows, three lots of it.", "", "Quillbrook, Monday"),
)

CHAT = """\
10/04/2022, 22:04 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
10/04/2022, 22:09 - Yvonne: He is at my letterbox shouting. Ive put the hall light off
10/04/2022, 22:11 - Len opposite: Ring the police. I can hear him from here
10/04/2022, 22:26 - Yvonne: Hes gone in. Done 101
15/04/2022, 14:20 - Len opposite: That dog of his is in your back garden, is your door shut?
15/04/2022, 14:24 - Yvonne: It is now. Every tulip gone. Not ringing anyone on Good Friday
26/05/2022, 18:02 - Yvonne: Sent them a formal complaint at last
26/05/2022, 18:10 - Len opposite: Good for you
12/06/2022, 07:31 - Yvonne: My scooter is in ribbons Len. In the porch!!
12/06/2022, 07:40 - Len opposite: I heard something last night about twenty to twelve, like ripping. Tell the police \
they can talk to me
28/06/2022, 18:52 - Yvonne: He's stood on something filming me over the fence
28/06/2022, 18:55 - Len opposite: What for
28/06/2022, 18:57 - Yvonne: To laugh at I suppose. I'll tell the MP on Friday, no use telling that lot
14/07/2022, 22:24 - Yvonne: Was that eggs??
14/07/2022, 22:25 - Len opposite: It was. I watched him do it, I'm ringing 101
15/07/2022, 22:03 - Yvonne: Eggs again Len
15/07/2022, 22:06 - Len opposite: Been out, he'd gone by the time I had my shoes on
17/07/2022, 09:12 - Yvonne: Can you come over? Theres an engine at the bottom of the ramp and I'm stuck
17/07/2022, 09:14 - Len opposite: On our way, Martin is here
11/08/2022, 20:58 - Yvonne: Fire engine here. He had it right up against my fence
11/08/2022, 21:03 - Len opposite: I can smell it in our kitchen
29/08/2022, 11:38 - Yvonne: That dog has just had me by the sleeve
29/08/2022, 11:39 - Len opposite: Did it break the skin?
29/08/2022, 11:43 - Yvonne: No. Police say somebody will ring
24/09/2022, 23:19 - Yvonne: Gravel all up my back windows just now
24/09/2022, 23:21 - Len opposite: Keep the lights off. Tell them Monday
17/10/2022, 12:40 - Len opposite: Any word from the council?
17/10/2022, 12:52 - Yvonne: Not a thing since the letter
"""

WITNESS = (
    "I am a retired signalman. I have lived at 15 Mill Lane, opposite Ms Thackwray at number 14, since 1998.",
    "On Saturday 11 June 2022 at about twenty to midnight I was locking up when I heard a ripping noise and then a "
    "hiss from the porch of number 14. I saw a man in a dark hooded top go in at the side of number 16. I took him "
    "for Mr Crozier but I did not see his face.",
    "On Thursday 14 July at about twenty past ten at night I watched Mr Crozier throw eggs at Ms Thackwray's front "
    "window from the road. I telephoned the police myself.",
    "The following evening, at about ten, there were eggs running down her glass once more. By the time I was outside "
    "there was nobody about.",
    "Two days later, in the morning, she rang to say that she could not get out. A motorbike engine was standing at "
    "the foot of her ramp. My son and I carried it away.",
    "Yesterday afternoon I was helping her with a gate. Mr Crozier put his head over the fence and told her that her "
    "shed would be the next thing to go up. It was four o'clock, as near as I can say.",
)

STAGE_TWO_LETTER = (
    "14 Mill Lane, Oxmarsh",
    "15 August 2022",
    "To the Complaints Team, Quillbrook Homes",
    "Complaint QC-0412",
    "I am handing this in at your front desk, since emails seem to go nowhere.",
    "I am not satisfied with your letter of 22 June and I want my complaint to go to stage 2. You say that Miss "
    "Wetherell came to see me on 19 May. She did not, and I should know.",
    "Since I first complained my scooter was slashed, on 11 June, and it took Miss Wetherell five days to go and ask "
    "him about it. I had eggs at my window on 14 July and again on 15 July, and the threat about my shed on 23 July.",
    "Last Thursday night he had a fire going against my fence, old rubber and oil, from about quarter to nine. I "
    "dialled 999 and the fire brigade had to put it out. My fence is charred from end to end.",
    "Two letters to him in five months, and nothing has changed.",
    "Yvonne Thackwray",
)


def diary_sheet() -> bytes:
    """Her record sheet: a Word table."""
    when = datetime(2022, 9, 26, 9, 0)
    word = new_word("Yvonne Thackwray", "Record sheet", when)
    word.add_heading("Record of what goes on next door at 16 Mill Lane", level=1)
    word.add_paragraph("Kept by Yvonne Thackwray, 14 Mill Lane, for my own use. It is all 2022.")
    word_table(word, DIARY, widths=(2.2, 2.0, 6.6, 2.4, 3.4))
    return word_bytes(word, when)


def witness_statement() -> bytes:
    """The statement of the neighbour opposite: numbered paragraphs."""
    when = datetime(2022, 7, 24, 19, 30)
    word = new_word("Leonard Pask", "Statement", when)
    word.add_heading("Statement of Leonard Pask", level=1)
    for paragraph in WITNESS:
        word.add_paragraph(paragraph, style="List Number")
    word.add_paragraph("I believe that the facts stated in this statement are true.")
    word.add_paragraph("Signed: L Pask")
    word.add_paragraph("Dated: 24 July 2022")
    return word_bytes(word, when)


def stage_two_letter() -> bytes:
    """Her letter that asks for stage 2."""
    when = datetime(2022, 8, 15, 8, 5)
    word = new_word("Yvonne Thackwray", "QC-0412", when)
    for paragraph in STAGE_TWO_LETTER:
        word.add_paragraph(paragraph)
    return word_bytes(word, when)


def chat() -> bytes:
    """Messages as the telephone exports them."""
    return CHAT.encode()
