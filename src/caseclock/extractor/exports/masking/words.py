"""The words by which names are known, and those that look like names and are none. All in comparable form."""

from functools import cache
from importlib import resources

_PACKAGE = __package__ or ""

MEN = frozenset(("mr", "sir", "lord"))
WOMEN = frozenset(("mrs", "ms", "miss", "mme", "lady", "dame"))
PRIVATE_TITLES = MEN | WOMEN | frozenset(("mx", "dr", "doctor", "prof", "professor", "rev", "reverend"))
RANKS = frozenset(
    ("pc", "pcso", "dc", "ds", "di", "dci", "dsu", "wpc", "sgt", "sergeant", "insp", "inspector", "constable", "supt")
)
NUMBERED_RANKS = frozenset(("ps", "ci", "cc", "so", "tdc"))  # ranks only where a collar number follows
ELECTED_TITLES = frozenset(("cllr", "councillor"))
JUDGES = frozenset(("judge", "hhj", "ddj", "recorder"))
STAFF_TITLES = frozenset(("officer",))
OFFICIAL_TITLES = RANKS | ELECTED_TITLES | JUDGES | STAFF_TITLES
TITLES = PRIVATE_TITLES | OFFICIAL_TITLES
GREETINGS = frozenset(("dear", "hi", "hello"))
PARTICLES = frozenset(
    ("de", "van", "von", "der", "den", "la", "le", "du", "da", "dos", "al", "el", "bin", "ben", "st", "ni", "nic", "ui")
)

MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()  # noqa: SIM905 - words are easier to read
)
WEEKDAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    mondays tuesdays wednesdays thursdays fridays saturdays sundays""".split()  # noqa: SIM905
)
STREETS = frozenset(
    """street st road rd lane ln close avenue ave drive way court place gardens gdns terrace crescent cres square sq
    grove mews row rise walk parade house hse lodge mansions buildings cottages parkway villas wharf yard quay croft
    broadway flats apartments estate heights towers hill green""".split()  # noqa: SIM905
)
# What no person is called in these papers, however it is written. Masks are made of these words only.
_PARTS = """
    complainant complainants respondent officer officers councillor member members judge neighbour neighbours person
    persons people witness address telephone number email postcode date birth insurance nhs name names
"""
_TALK = """
    a about above action actions acts after again against agreed all along also although always am an and another any
    anybody anyone are around as ask asked asks at attached attended away back bad bank because been before began begun
    behind being below between big both but by call called caller callers calls came can cannot car case cause checked
    children christmas city clean cleaned closed come complaint complaints contact could council county crime
    damage day days dear did does dog done door down due during each early easter either emailed end ended entry eve
    evening every everybody everyone extract female final find first following for forward found four from front full
    further gate gave get getting girl give given go goes going gone good got great had half hall has have having he
    heard hello help her here hers hi high him his hold home homes how however i if in incident incidents including
    inf informant informed inft inside into investigation is issues it its just keep kept kind knew know known lad
    landlord large last late later least left let letter letters like little local log logged long look lots made mail
    make male males man many me meeting message messages met middle might mine minutes missed more morning most mother
    much mum dad music must my near need never new next night no nobody noise none nor north not note noted notes
    nothing notice now occ occupant occupier of off offered office often ok okay old on once one only open opposite or
    order other others our out outside over own page paid panel paper papers part party passed past per phone photo
    photos place plan please plus police post present put quad quite ran rang rather re read really rear received
    record recorded ref refer reference referred regards regarding report reported reports request resident residents
    response result return reviewed review right ring road room said same saw say says second see seen send sent
    service services shall she shop should shouting side signed since sincerely sir madam so some somebody someone son
    soon south spoke spoken stage started state statement states still stop stopped street subject summary suspect
    take taken team tell telling tenant than thank thanks that the their them then there these they thing things think
    third this those though three through time title to today together told tomorrow too took town true tv two unable
    under unit until up update updated upon upstairs downstairs us used very via victim visit visited visitor wait
    was water we week well went were west what when where whether which while white who whom whole whose why wife will
    with within without woman won words work would write writing written wrote year years yes yesterday yet you young
    your yours youth youths faithfully truly cheers best warm wishes hearing happy sorry further bye
    male attends attending advised arrived arrest arrested interviewed visits rings reports spoke
"""
_TRADE = """
    abuse account acknowledgement act adult adviser advisor advocate agency agreement ambulance anti anti-social
    applicant application area asb assault assessment assistant association authority bail bedroom behaviour board
    body borough branch breach brigade building bureau business cabinet camera care caretaker caseworker centre chair
    chairman charity chief child civic civil claim claimant clerk client clinic code commissioner committee community
    company constabulary constable control coordinator co-ordinator corporate corner court crown customer customers
    customer damage defendant department deputy desk digital director disclosure district duty education
    emergency enforcement engagement england english environment environmental estate estates executive external
    family feedback fire form foundation general group guidance hate head health hearing helpline highways hospital
    housing human independent information injunction inspector interim investigator legal lead leader liaison licensing
    limited london ltd magistrates maintenance manager management mediation meeting mental metropolitan ministry mp
    national neighbourhood nurse officer ombudsman operations order outcome parish parking partnership patrol plc llp
    policy practice practitioner private probation project property protection provider public records recorder
    registered rent repairs rescue residential respondent risk royal safeguarding safer safety sales school secretary
    section senior sensitive sheet social society solicitor solicitors station sub support surgery surveyor surveyors
    tenancy tenants tenant theft threat tribunal trigger trust unit university victims volunteer ward warden website
    welfare welsh wellbeing youth hotel inn tavern arms ph church chapel bungalow cottage mill bridge station stores
    corner green high hall club park field garden gardens market library stadium
    wales scotland ireland britain british european union friday
    bbc gp cctv mo na nfa ooh official confidential secret restricted sensitive urgent private
    disorder burglary planning relations cleansing refuse recycling waste pest finance revenues benefits electoral
    accounts reception payments facilities bin bins collection collections store stage neighbourhoods tenancies
    colleague colleagues householder homeowner leaseholder parents guys folks editor everyone
    wardens dog forms web case reviews requests escalations appeals governance compliance data
"""
NOT_NAMES = (
    frozenset((_PARTS + _TALK + _TRADE).split()) | MONTHS | WEEKDAYS | STREETS | PRIVATE_TITLES | RANKS | ELECTED_TITLES
)
# Family names that are everyday words or places: alone and in small letters they are not taken for a person.
WORDS_TOO = frozenset(
    """
    abbot archer ash baker ball banks bar barber bar bay bean bell best bird bishop black bloom bond book boot bowl box
    brand bright brook brooks brown bull bush butcher butler butter carpenter case cash castle chamber chambers chance
    chandler church clay close cloud coates cole coal coffey cook cooper corner court cox craft crane cross crow
    dale dance dark dawn dean dear day drew drinkwater driver drum duke english eve fair farmer farm field fields fish
    fisher fleet flood flower flowers forest forester fortune foster fowler fox france freeman french friend frost
    fuller gale gardener gardner gates glass glover gold golden good goodman gore grant grass gray green grey ground
    grove guest hall hand hands hard hardy harper hart hawk hay hazel head heath hedges herd hide hill hills holder
    holiday holland hood hook hope horn horne house hunt hunter hurst ivory ivy jewel joy keen kettle key king
    kitchen knight lamb land lane large lark law leaf leech light little lock long lord love low mann march marks
    marsh mason masters may mead meadows mercer miles miller mills mole moon moor moore moss mount nail new
    noble north nurse nutt oak old olive orchard page paige pain painter park parker parks parson peace peach pearl
    pepper piper pitt plant plumb pole pond pool poor pope porter post potter pound power price priest prince prior
    proud rain raven reader reed reeve rich ridge ring rivers roach robin rock rook root rose rush sale salt
    sands saver savage sawyer scales seal seller sergeant shade sharp shaw shepherd shield ship shore short shot silver
    simple singer skinner slack slater sleep small smart smith snow song south sparrow spear speed spence spice spring
    squire stable stamp steel steele stern steward stock stone stones storey storm strand street strong
    summer summers sugar sweet swift tanner tailor taylor thorn tiler till tower towers town trip tucker turner twist
    underwood vale vine wade wait walker wall walls ward warden waters way weaver webb weeks weir wells west wheeler
    white wild wilde winter wise wolf wood woods worth wright yard young
    ashford barnet bath bedford bolton boston bradford brent bristol bury camden chester chesterfield
    clayton coventry derby durham essex halifax hastings ireland kent kingston lancaster leicester lincoln london
    manchester middleton milton newton norfolk norton nottingham oldham oxford preston richmond rochdale sheffield
    stafford stamford stanley sutton wakefield wallace washington wellington winchester windsor york
    """.split()  # noqa: SIM905
)
# What a person does: behind a family name that is a word too, it tells that the name is meant.
DEEDS = frozenset(
    """was is has had did does said says told came went threw rang kept put ran got took gave made hit spat swore saw
    wrote let lives lived began left sent then again never also would could will""".split()  # noqa: SIM905
)
# Short forms that are not the beginning of the whole name.
SHORT_FORMS = {
    "bill": "william", "billy": "william", "will": "william", "bob": "robert", "bobby": "robert", "rob": "robert",
    "dick": "richard", "rick": "richard", "tony": "anthony", "jack": "john", "jim": "james", "jimmy": "james",
    "mick": "michael", "mike": "michael", "ted": "edward", "ned": "edward", "harry": "henry", "hal": "henry",
    "kate": "katherine", "kath": "kathleen", "cathy": "catherine", "kitty": "katherine", "liz": "elizabeth",
    "beth": "elizabeth", "betty": "elizabeth", "peggy": "margaret", "maggie": "margaret", "meg": "margaret",
    "sally": "sarah", "polly": "mary", "nell": "helen", "nan": "ann", "pat": "patricia", "paddy": "patrick",
    "sandy": "alexander", "alec": "alexander", "chuck": "charles", "chas": "charles", "dot": "dorothy",
    "gerry": "gerald", "jerry": "jeremy", "steve": "stephen", "vicky": "victoria", "trish": "patricia",
    "len": "leonard", "lenny": "leonard", "dave": "david", "nick": "nicholas", "nicky": "nicola", "jeff": "geoffrey",
    "andy": "andrew", "terry": "terence", "mandy": "amanda", "becky": "rebecca", "frank": "francis",
    "lizzie": "elizabeth",
    "tina": "christina", "molly": "mary", "ed": "edward", "al": "alan", "jo": "joanne", "larry": "lawrence",
    "ellie": "eleanor", "bert": "albert", "tracy": "tracey", "mo": "mohammed", "vicki": "victoria",
    "sasha": "alexandra",
    "lottie": "charlotte", "bernie": "bernadette", "kasia": "katarzyna", "gosia": "malgorzata", "tomek": "tomasz",
}  # fmt: skip


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Given names that are nothing else, and those that are words too."""
    data = resources.files(_PACKAGE).joinpath("given_names.txt").read_text(encoding="utf-8")
    lines = [line for line in data.splitlines() if not line.startswith("#")]
    at = lines.index("-")
    plain = frozenset(word for line in lines[:at] for word in line.split())
    also_words = frozenset(word for line in lines[at + 1 :] for word in line.split())
    return plain - also_words - NOT_NAMES, also_words
