"""Behaviour told in everyday words, by the categories of anti-social behaviour; and what only uses the same words."""

import pytest

from caseclock.extractor.language.behaviours import incident_types
from caseclock.models.entry import IncidentType as T

VEHICLES = [
    "Two lads rode mopeds up and down the close till dark",
    "an off-road bike going round and round on the green",
    "She was nearly hit by an e-scooter tearing along the pavement",
    "He drove his quad over the grass again",
    "Cars doing doughnuts in the car park",
    "wheels spinning and tyres squealing at midnight",
    "three of them doing handbrake turns",
    "burnouts outside the chapel",
    "A skip lorry was parked right across our entrance",
    "his low-loader across the lane so nobody could get by",
    "An abandoned van has stood by the garages since May",
    "They coned the road off and raced motorbikes",
    "They closed the street with bollards and danced",
]
NOISE = [
    "engines run in the yard till midnight",
    "He left his generator running all night",
    "an engine with no exhaust",
    "loudspeakers out on the lawn",
    "their sound system could be heard three doors away",
    "The radio was left on full blast",
    "He sounded his horn for ten minutes",
    "He used a drill at eleven at night",
    "A drill going through my wall till two",
    "dragging furniture about overhead",
    "football chanting until one",
    "A car alarm ringing since six",
    "running up and down the stairs all night",
]
ROWDY = [
    "Cans landed on my patio",
    "stones hitting the greenhouse",
    "Bottles on her path again",
    "a plant pot dropped from the landing window",
    "He dropped eggs off the balcony",
    "fag ends in my window box",
    "She let her bath overflow",
    "his washing machine came through my kitchen ceiling",
    "a crowd of thirty outside the shop",
    "A gang of boys on the stairs",
    "a group of youths by the garages",
    "They were congregating at the bus shelter",
    "kicking a ball against our wall",
    "kids knocking and running away",
    "He kicked over my bins",
    "bin fire by the flats",
    "They lit a fire behind the sheds",
    "He threw a firecracker",
]
MESS = [
    "black bags burst open outside my door",
    "A mattress dumped by my gate",
    "two old fridges left on her path",
    "a heap of rubble over our wall",
    "He peed in the lift",
    "Somebody relieving himself in our doorway",
    "Men drinking on the steps",
    "street drinkers at the bench",
    "a beggar at the door every night",
    "people sleeping in the stairwell",
]
ANIMALS_AND_TRESPASS = [
    "His dogs were running free in the yard",
    "Her dog lunged at my son",
    "The dog growled and snapped",
    "a loose dog on the landing",
    "He lets his dog foul the path",
    "He jumped our fence",
    "They climbed on to the shed roof",
    "He let himself in at the back",
]
DAMAGE = [
    "both tyres of my bicycle were slit",
    "Somebody has knifed her tyres",
    "The wing mirror of our van was pulled off",
    "He snapped the aerial off my car",
    "a dent in my door",
    "He scrawled on the wall",
    "LIAR painted across my garage",
    "the word thief was written on her gate",
    "my roses had been dug up",
    "Our shed was on fire",
    "The hedge was set alight",
    "superglue in the keyhole",
    "lock filled with chewing gum",
    "He pulled down our trellis",
    "He kicked the front door until it split",
]
THEFT = [
    "A parcel was taken from her mat",
    "plants gone from my balcony",
    "Somebody nicked my washing",
    "two bikes missing from the hall",
]
VIOLENCE = [
    "He pushed the tenant on the stairs",
    "She was followed and then mugged",
    "He shouldered me into the wall",
    "He rode his bike straight at my daughter",
    "He came at me with his fists",
    "He pinned her against the door",
    "They beat him up",
    "He chased me up the stairs",
    "They were chasing our cat",
    "She was chased down the alley",
]
THREATS = [
    "He raised a cricket bat to me",
    "He had a knife in his hand",
    "He was waving a hammer at the window",
    "a man with a machete outside",
    "He said he knows where I work",
    "he knows where her son goes to school",
    "He told her she was next",
    "He said he would break my legs",
]
HARASSMENT = [
    "He called my wife a liar",
    "She called Mrs Bell a stupid old bag",
    "I was called names in the lobby",
    "She was called a thief before everybody",
    "He laughed in my face",
    "They made obscene gestures",
    "He put two fingers up at us",
    "nasty texts from his number",
    "They put videos of her on Facebook",
    "He knocked on our door at 2 am",
    "beating on my window with a stick",
]
STALKING = [
    "He followed me home",
    "She was followed from the station",
    "about being followed on 3 May",
    "They walked behind her all the way",
    "He lay in wait by the bins",
    "He was waiting outside my work",
]
INTIMIDATION = [
    "He held the gate shut against me",
    "The lift was held shut",
    "They locked us out",
    "He was filming into my kitchen",
    "He filmed my children",
    "His camera is pointed at our door",
    "shining a torch into her bedroom",
    "He jumped out at me",
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *((words, T.NUISANCE) for words in (*VEHICLES, *ROWDY, *MESS, *ANIMALS_AND_TRESPASS)),
        *((words, T.NOISE) for words in NOISE),
        *((words, T.CRIMINAL_DAMAGE) for words in DAMAGE),
        *((words, T.THEFT) for words in THEFT),
        *((words, T.VIOLENCE) for words in VIOLENCE),
        *((words, T.THREATS) for words in THREATS),
        *((words, T.HARASSMENT) for words in HARASSMENT),
        *((words, T.STALKING) for words in STALKING),
        *((words, T.INTIMIDATION) for words in INTIMIDATION),
    ],
)
def test_everyday_words_of_behaviour(words: str, expected: T) -> None:
    assert expected in incident_types(words)


@pytest.mark.parametrize(
    "words",
    [
        "The officer parked outside and walked across",
        "We parked the van across from the flats",
        "The caretaker drove to the depot with the bags",
        "The surveyor will run the tap and check the boiler",
        "He runs a garage and sells engines",
        "The drill hall meeting is on Monday",
        "She followed the advice in our letter",
        "The meeting was followed by a letter",
        "A visit followed from the contractor",
        "He called the office a second time",
        "I called her a taxi",
        "The meeting was called at short notice",
        "He held the door open for me",
        "She held the post for me",
        "The parcel was taken in by my neighbour",
        "The dog was taken to the vet",
        "The bins were left out for collection",
        "The crew took the bags to the depot",
        "We pushed the contractor for a date",
        "The hearing was pushed back",
        "She is next on the list",
        "You are next in the queue",
        "The police know where he lives",
        "A tyre shop rents the unit",
        "The fire brigade gave advice on fire doors",
        "I ran a bath",
        "Our officer let the tenant in",
        "The window was replaced",
        "He was waiting for a reply",
        "The camera was fitted on the landing",
        "We will knock on doors in the block",
        "He alighted from the bus",
        "The cat sat on the wall",
        "She chased the landlord for an answer",
        "We chased them for an update",
        "The officer chased her up about the form",
        "This was chased by email",
    ],
)
def test_what_only_uses_the_same_words(words: str) -> None:
    assert incident_types(words) == ()
