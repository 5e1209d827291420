"""Where nobody names a policy, those of the bodies in the papers are applied, and the result says which."""

from datetime import date

import pytest
from tests.casework import chronology

from caseclock.extractor.build import build
from caseclock.extractor.findings.called_for import called_for
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.policy import Policy

OFFERED = (
    Policy(id="weir", title="Weir Homes: policy", body="Weir & Vale Homes", source="its page"),
    Policy(id="tern", title="Tern Council: review", body="Tern Borough Council", source="its page"),
)


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        ("Weir and Vale Homes Ltd", (), ["weir"]),
        ("the landlord", ("WEIR & VALE HOMES",), ["weir"]),
        ("Tern Borough Council", (), ["tern"]),
        ("Tern County Council", (), []),
        ("Local authority", ("the council",), []),
    ],
)
def test_a_policy_is_called_for_by_the_name_of_its_body(
    name: str, aliases: tuple[str, ...], expected: list[str]
) -> None:
    agency = Agency(id="a", name=name, kind=AgencyKind.OTHER, aliases=aliases)
    assert [policy.id for policy in called_for([agency], OFFERED)] == expected


def test_what_a_person_names_is_applied_alone() -> None:
    every = load_policies()
    statutory = [every["statutory"]]
    assert build([], statutory, date(2024, 1, 1), offered=tuple(every.values())).case.policies == ("statutory",)


def test_no_body_no_policy() -> None:
    assert chronology({"note.txt": "On 3 May 2021 he shouted at my door.\n"}).case.policies == ()
    assert build([], (), date(2024, 1, 1), offered=tuple(load_policies().values())).case.policies == ()
