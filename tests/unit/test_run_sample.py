"""What `make run` asks for and says."""

from tests.made_chronology import made

import run_sample


def test_the_options_are_those_that_the_case_keeps():
    command = {
        "policies": ["one", "two"],
        "as_of": "2022-10-21",
        "application_date": "2022-09-16",
        "reference": "ML",
    }
    papers, *rest = run_sample.arguments(command, run_sample.OUT)[1:]
    assert papers.endswith("samples/mill-lane/papers")
    assert " ".join(rest[:-1]) == (
        "--policy one --policy two --as-of 2022-10-21 --application-date 2022-09-16 --reference ML --out"
    )
    assert "--application-date" not in run_sample.arguments({**command, "application_date": None}, run_sample.OUT)


def test_the_summary_has_a_line_for_each_thing_that_matters():
    assert list(run_sample.summary(made().model_dump(mode="json", by_alias=True))) == [
        "6 papers: 5 incidents and 2 other events",
        "threshold  alderfold-2020, count: not met (1 counted, 3 not)",
        "clock      stage 1 response: late by 9 working days, was due on 2021-03-22",
        "clock      stage 2 response: outstanding by 2 months, was due on 2021-09-30",
        "differs    Two days are given for the same complaint",
        "not read   scan.pdf: The file is encrypted: give a copy without a password.",
    ]
