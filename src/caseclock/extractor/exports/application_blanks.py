"""What a case review application leaves to the applicant: nothing here is known from the papers."""

from collections.abc import Iterable

from caseclock.extractor.exports.parts import Column, Grid, GridRow, Heading, Para, Part, Run, Style, para

_EMPTY = Para(())

_WHY = (
    ("How it affects you", "[What the behaviour has done to you and to others in your home: sleep, health, work.]", 5),
    (
        "What was done about it",
        "[What you think of the answer you had: what helped, what did not, what is missing.]",
        4,
    ),
    ("What you want to happen", "[What the review should come to.]", 4),
    (
        "Risk and support",
        "[Whether anybody is at risk or needs support: age, illness, disability, threats, hostility to who they are. "
        "Say only what you want the bodies to know.]",
        4,
    ),
    ("Others affected", "[Whether neighbours or others are affected, and whether they have reported it.]", 2),
)
_CONTACT = (
    ("Name", "[Full name]", 1),
    ("Address", "[Address and postcode]", 2),
    ("Telephone", "[Number, and when it is safe to ring]", 1),
    ("Email", "[Address]", 1),
    ("How to be contacted", "[By letter, telephone or email; language, large print or other help needed]", 1),
    ("Who is applying", "[The person affected / a business / a community group / somebody on their behalf]", 1),
    (
        "If on behalf of somebody",
        "[Their name, what you are to them, and that they agree to this application: their signature and the date]",
        2,
    ),
)
_SIGNED = (("Signature", "", 2), ("Name", "[Full name]", 1), ("Date", "[Day, month, year]", 1))


def why_parts() -> list[Part]:
    """Why the review is asked for, in the applicant's own words."""
    return [Heading("Why a review is asked for"), _form("Why a review is asked for", _WHY)]


def applicant_parts() -> list[Part]:
    """Contact details, consent and signature."""
    agreed = (
        "[I agree / I do not agree] that the council, the police, the health body and the housing providers concerned "
        "may ask each other for information about me and this case, and use it for the review. "
        "[Strike out what does not apply.]"
    )
    unsure = "[If there is anybody who is not to be told, or anything that is not to be passed on: say whom and what.]"
    return [
        Heading("The applicant"),
        _form("The applicant", _CONTACT),
        Heading("Consent to share information"),
        para(agreed, style=Style.PROMPT),
        para(unsure, style=Style.PROMPT),
        _EMPTY,
        Heading("Signature"),
        para("I have read this application. What it says is true as far as I know."),
        _form("Signature", _SIGNED),
    ]


def _form(name: str, fields: Iterable[tuple[str, str, int]]) -> Grid:
    """A table to be filled in: label and prompt left, so many empty lines right."""
    rows = [
        GridRow(
            (
                (para(Run(label, strong=True)), *([para(prompt, style=Style.PROMPT)] if prompt else [])),
                (_EMPTY,) * lines,
            )
        )
        for label, prompt, lines in fields
    ]
    return Grid(name, (Column("What is asked", 0.36), Column("Answer", 0.64)), tuple(rows))
