"""What is known of the people of a case: enough to find them again in any text."""

from caseclock.models.base import Model


class Person(Model):
    """One person. All names are in comparable form: small letters, no accents.

    `role` is complainant | respondent | officer | councillor | member | judge | other. `surnames` are the family name
    and its misspellings; `given` and `initials` what is known of first names; `titles` those used, the commonest first;
    `numbers` of collars; `marks` other letters that stand for the person ("cw", "mr c", "cwetherell"); `named` how
    often the papers name them. `part` is child | neighbour | witness | other of third parties whom the papers show to
    be such or who only share the role of a party; "" of everybody else.
    """

    role: str
    surnames: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    named: int = 0
    part: str = ""

    @property
    def is_third_party(self) -> bool:
        """Is it neither a party nor somebody who acts for a body?"""
        return self.role == "other" or bool(self.part)


class People(Model):
    """Everybody whom the papers of a case name, those named most often first."""

    persons: tuple[Person, ...] = ()
