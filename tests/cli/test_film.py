"""`film`: the film register at a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Command, Said
from tests.kinds.film.offices import order_of, real, real_order

SETTINGS = ("--capacity-16mm", "10", "--capacity-35mm", "6", "--padding", "1", "--minimum", "2")
WHY = ("--reason", "because")


@pytest.fixture
def film(holdfast: Command) -> Any:
    """Commands of the film register, with an order of three rolls."""
    holdfast.write("order.json", json.dumps(order_of([4, 7, 4])))

    def run(*arguments: str) -> Said:
        return holdfast("film", *arguments)

    assert run("plan", "order", *SETTINGS).code == 0
    return run


def test_an_order_is_planned_filmed_and_archived(film: Any) -> None:
    for roll, number in (("1", "10000001"), ("2", "10000002"), ("3", "10000003")):
        assert film("start", "order", roll).code == 0
        assert number in film("complete", "order", roll, "--user", "ada").out
    said = film("archive", "order")
    assert "RRD018-2025 (OU): archived; possible: plan, rework" in said.out


def test_a_roll_that_failed_is_filmed_again(film: Any) -> None:
    film("start", "order", "1")
    assert "failed roll 1" in film("fail", "order", "1", *WHY, "--unspoiled").out
    assert "planned" in film("refilm", "order", "1", *WHY).out
    film("start", "order", "1")
    assert film("complete", "order", "1", "--json").json["film_number"] == "10000001"


def test_rework_and_void_of_one_roll(film: Any) -> None:
    film("start", "order", "1")
    film("complete", "order", "1")
    assert film("rework", "order", "1", *WHY, "--json").json["rolls"][0]["film_number"] == "10000001"
    assert film("void", "order", "1", *WHY, "--json").json["rolls"][0]["film_number"] is None


def test_completing_twice_says_that_there_was_nothing_to_do(film: Any) -> None:
    film("start", "order", "1")
    film("complete", "order", "1")
    said = film("complete", "order", "1")
    assert (said.code, "Nothing to do: it was done before, and has 10000001" in said.out) == (0, True)


def test_an_illegal_step_says_what_is_possible(film: Any) -> None:
    said = film("complete", "order", "1")
    assert said.code == 1
    assert "roll 1 is planned; complete is not possible; possible: start" in said.errors


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("plan", "order", "--capacity-16mm", "0"), "capacity_16mm has to be a whole number"),
        (("start", "order", "9"), "`holdfast film rolls ORDER` shows them"),
        (("start", "nobody", "1"), "`holdfast list` shows the projects"),
        (("start", "order", "1", "--temp-roll", "x"), "temp_roll has to be an id"),
        (("start", "order", "1", "--temp-roll", "T7"), "take another one, or `--temp-roll new`"),
        (("fail", "order", "1", "--reason", " "), "reason has to say why"),
        (("next", "OU", "8", "--reason", "x"), "next has to be a film number"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(film: Any, arguments: tuple[str, ...], text: str) -> None:
    said = film(*arguments)
    assert (said.code, said.out) == (1, "")
    assert text in said.errors


def test_ledger_temp_rolls_rolls_and_labels_are_shown(film: Any) -> None:
    film("start", "order", "1")
    film("complete", "order", "1")
    assert " ".join(film("ledger", "--since", "2").out.split()).endswith("other 30000001")
    assert "10000001" in film("ledger", "--since", "2").out
    assert "Next: OU 10000002, DW 20000001, other 30000001" in film("ledger").out
    assert "10000001 (order, roll 1)" in film("temp-rolls").out
    assert "Best: T1" in film("temp-rolls", "--pages", "5", "--film-type", "16mm").out
    assert "There are no such temp rolls." in film("temp-rolls", "--pages", "6").out
    assert film("temp-rolls", "--json").json["temp_rolls"][0]["id"] == "T1"
    assert film("rolls", "order", "--json").json["rolls"][0]["film_number"] == "10000001"
    assert "doc-001.pdf" in film("labels", "order").out
    assert film("labels", "order", "--json").json["labels"][0]["last_blip"] == "10000001-0001.00004"
    assert [line["event"] for line in film("ledger", "--order", "order", "--json").json["entries"]] == [
        "planned",
        "started",
        "completed",
    ]


def test_early_numbers_are_taken_over(holdfast: Command) -> None:
    results = {"allocation_data": real("AllocationData"), "film_number_results": real("FilmNumberResults")}
    holdfast.write("real.json", json.dumps({**real_order(), **results}))
    refused = holdfast("film", "plan", "real")
    assert (refused.code, "`holdfast film migrate ORDER` takes them over" in refused.errors) == (1, True)
    assert "2 numbers taken over" in holdfast("film", "migrate", "real").out
    assert holdfast("film", "next", "OU", "10000020", *WHY, "--json").json["next"]["OU"] == "10000020"


def test_a_misfit_is_named_and_ends_with_1(holdfast: Command) -> None:
    results = {"allocation_data": real("AllocationData"), "film_number_results": real("FilmNumberResults")}
    results["film_number_results"]["results"]["rolls_16mm"][1]["film_number"] = "OU-9"
    holdfast.write("real.json", json.dumps({**real_order(), **results}))
    said = holdfast("film", "migrate", "real")
    assert (said.code, "OU-9 left: 'OU-9' is no film number" in said.out) == (1, True)


def test_the_rules_are_proved_and_a_broken_one_ends_with_1(film: Any, data: Path) -> None:
    film("start", "order", "1")
    film("complete", "order", "1")
    proved = film("check")
    assert (proved.code, proved.out.count("holds")) == (0, 7)
    path = data / "film-ledger.json"
    document = json.loads(path.read_text())
    document["entries"][-1]["number"] = "10000003"
    path.write_text(json.dumps(document))
    broken = film("check")
    assert broken.code == 1
    assert "BROKEN 1." in broken.out
    assert "10000003 was issued where 10000001 came next" in broken.out
