"""Numbers that were given early: taken over once, checked against the allocation, and never given again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import NumbersUnknown
from kinds.microfilm.film.ledger import NumberStatus
from kinds.microfilm.film.legacy import Takeover
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.steps import OrderState, RollState
from kinds.microfilm.film.views import next_numbers
from storage.store import Store
from tests.kinds.film.offices import filmed, order_of, put, real, real_order


@pytest.fixture
def early() -> dict[str, Any]:
    """The real order with the numbers that it was given before it was filmed."""
    results = {"allocation_data": real("AllocationData"), "film_number_results": real("FilmNumberResults")}
    return {**real_order(), **results}


def report_on(store: Store, office: FilmOffice, document: dict[str, Any], *, filmed: bool = True) -> dict[str, Any]:
    """Take the numbers of an order over, and return the report."""
    put(store, "order", document)
    return office.migrate("order", Takeover(filmed=filmed), Who())[1].report()


def test_the_real_numbers_are_taken_over_as_they_are(store: Store, office: FilmOffice, early: dict[str, Any]) -> None:
    assert report_on(store, office, early) == {"taken": ["10000008", "10000009"], "known": [], "misfits": []}
    standing = office.look("order")
    assert standing.order.state is OrderState.COMPLETE
    assert [issue.legacy for issue in standing.ledger.numbers.values()] == [True, True]
    for name in ("analysis_data", "allocation_data", "film_number_results"):
        before, after = early[name], standing.document[name]
        if name == "allocation_data":
            before, after = before["allocationResults"]["results"], after["allocationResults"]["results"]
            assert [roll["document_segments"] for roll in after["rolls_16mm"]] == [
                roll["document_segments"] for roll in before["rolls_16mm"]
            ]
        else:
            assert after == before


def test_numbers_go_on_after_the_highest_that_was_given(
    store: Store, office: FilmOffice, early: dict[str, Any]
) -> None:
    report_on(store, office, early)
    assert next_numbers(office.ledger())["OU"] == "10000010"
    assert office.ledger().skipped == {"1": [(1, 7)]}
    assert office.prove() == []
    put(store, "other", order_of([5]))
    office.plan("other", {}, None, Who())
    assert sorted(filmed(office, "other", 1).ledger.numbers) == ["10000008", "10000009", "10000010"]


def test_taking_over_twice_changes_nothing(store: Store, office: FilmOffice, early: dict[str, Any]) -> None:
    report_on(store, office, early)
    lines = len(office.ledger().entries)
    again = office.migrate("order", Takeover(filmed=True), Who())[1].report()
    assert again == {"taken": [], "known": ["10000008", "10000009"], "misfits": []}
    assert len(office.ledger().entries) == lines


def test_nothing_can_be_done_with_early_numbers_before_they_are_taken_over(
    store: Store, office: FilmOffice, early: dict[str, Any]
) -> None:
    put(store, "order", early)
    with pytest.raises(NumbersUnknown) as refused:
        office.plan("order", {}, None, Who())
    assert refused.value.facts["numbers"] == ["10000008", "10000009"]
    assert office.look("order").unknown == ["10000008", "10000009"]
    assert store.load("order").text == store.layout.live("order").read_bytes()


def test_numbers_of_rolls_that_were_never_filmed_are_void_and_the_rolls_still_to_be_filmed(
    store: Store, office: FilmOffice, early: dict[str, Any]
) -> None:
    report_on(store, office, early, filmed=False)
    standing = office.look("order")
    assert {roll.state for roll in standing.order.rolls.values()} == {RollState.PLANNED}
    assert {issue.status for issue in standing.ledger.numbers.values()} == {NumberStatus.VOID}
    assert office.prove() == []
    assert filmed(office, "order", 1).order.rolls[1].issues[-1].number == "10000010"


def without_a_roll(document: dict[str, Any]) -> None:
    """Leave the second roll out of the allocation."""
    del document["allocation_data"]["allocationResults"]["results"]["rolls_16mm"][1]


def with_one_number_twice(document: dict[str, Any]) -> None:
    """Give both rolls one number."""
    second = document["film_number_results"]["results"]["rolls_16mm"][1]
    second["film_number"] = "10000008"
    for part in second["document_segments"]:
        part["blip"], part["blipend"] = (part[name].replace("10000009", "10000008") for name in ("blip", "blipend"))


def with_another_frame(document: dict[str, Any]) -> None:
    """Let one blip point a frame further."""
    part = document["film_number_results"]["results"]["rolls_16mm"][1]["document_segments"][3]
    part["blip"] = part["blip"][:-1] + str((int(part["blip"][-1]) + 1) % 10)


def with_blips_of_another_film(document: dict[str, Any]) -> None:
    """Let a blip begin with another number."""
    part = document["film_number_results"]["results"]["rolls_16mm"][1]["document_segments"][3]
    part["blip"] = part["blip"].replace("10000009", "10000007")


def with_what_is_no_number(document: dict[str, Any]) -> None:
    """Write a number as nobody gives them."""
    document["film_number_results"]["results"]["rolls_16mm"][1]["film_number"] = "OU-9"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (without_a_roll, "no_roll"),
        (with_one_number_twice, "twice"),
        (with_another_frame, "blips"),
        (with_blips_of_another_film, "blips"),
        (with_what_is_no_number, "not_a_number"),
    ],
)
def test_what_does_not_fit_is_reported_and_left(
    store: Store, office: FilmOffice, early: dict[str, Any], spoil: Callable[[dict[str, Any]], None], code: str
) -> None:
    spoil(early)
    report = report_on(store, office, early)
    assert report["taken"] == ["10000008"]
    assert code in {misfit["code"] for misfit in report["misfits"]}
    assert all(misfit["roll"] == 2 and misfit["detail"] for misfit in report["misfits"])


def test_a_number_of_another_order_is_not_taken_over(store: Store, office: FilmOffice, early: dict[str, Any]) -> None:
    report_on(store, office, early)
    put(store, "copy", early)
    report = office.migrate("copy", Takeover(filmed=True), Who())[1].report()
    assert report["taken"] == []
    assert {misfit["code"] for misfit in report["misfits"]} == {"issued"}


def test_a_number_of_another_location_is_taken_over_and_reported(
    store: Store, office: FilmOffice, early: dict[str, Any]
) -> None:
    early["project_state"]["projectInfo"]["location"] = "DW"
    report = report_on(store, office, early)
    assert report["taken"] == ["10000008", "10000009"]
    assert [(misfit["code"], misfit["taken"]) for misfit in report["misfits"]] == [("location", True)] * 2
    assert next_numbers(office.ledger()) == {"OU": "10000010", "DW": "20000001", "other": "30000001"}
