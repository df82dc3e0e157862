"""The real order of the register, planned and filmed: every roll, blip and index row is as the old program had it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.steps import Step
from kinds.microfilm.sections import section
from storage.store import Store
from tests.kinds.film.offices import filmed, put, real, real_order

PADDING = {"padding": 150}
"""What the old program took; the default is 100."""


@pytest.fixture
def planned(store: Store, office: FilmOffice) -> FilmOffice:
    """The real order, planned; the next number of its location is 10000008."""
    put(store, "order", real_order())
    office.skip("OU", 8, "filmed before this ledger was begun", Who())
    office.plan("order", PADDING, None, Who())
    return office


def rolls_in(results: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rolls of both film types, without when they were made."""
    found = [*results["rolls_16mm"], *results["rolls_35mm"]]
    return [{name: value for name, value in roll.items() if name != "creation_date"} for roll in found]


def test_the_plan_is_the_real_allocation_roll_by_roll_and_segment_by_segment(planned: FilmOffice) -> None:
    mine = section(planned.look("order").document, "allocation_data")["allocationResults"]["results"]
    theirs = real("AllocationData")["allocationResults"]["results"]
    assert [len(roll["document_segments"]) for roll in rolls_in(theirs)] == [1468, 294]
    assert rolls_in(mine) == rolls_in(theirs)
    totals = [name for name in theirs if name.startswith(("total_", "split_", "avg_"))]
    assert {name: mine[name] for name in totals} == {name: theirs[name] for name in totals}


def test_no_temp_roll_is_available_before_there_is_film(planned: FilmOffice) -> None:
    results = section(planned.look("order").document, "allocation_data")["allocationResults"]["results"]
    assert [rest["isAvailable"] for rest in results["partial_rolls_16mm"]] == [False, False]
    assert planned.ledger().temp_rolls == {}


def test_filming_both_rolls_gives_every_real_blip(planned: FilmOffice) -> None:
    results = section(filmed(planned, "order", 1, 2).document, "film_number_results")["results"]
    mine, theirs = results["rolls_16mm"], real("FilmNumberResults")["results"]["rolls_16mm"]
    assert [roll["film_number"] for roll in mine] == ["10000008", "10000009"]
    assert [roll["document_segments"] for roll in mine] == [roll["document_segments"] for roll in theirs]
    assert sum(2 * len(roll["document_segments"]) for roll in mine) == 3524
    assert results["film_allocation_complete"] is True


def test_filming_both_rolls_fills_the_blips_into_the_real_index_and_changes_nothing_else(planned: FilmOffice) -> None:
    mine = section(filmed(planned, "order", 1, 2).document, "index_data")["indexData"]
    theirs = real("IndexData")["indexData"]
    blips = {
        part["doc_id"]: part["blip"]
        for roll in real("FilmNumberResults")["results"]["rolls_16mm"]
        for part in roll["document_segments"]
    }
    assert mine["index"] == [[*row[:3], blips[row[0]], row[4]] for row in theirs["index"]]
    assert mine["metadata"] == theirs["metadata"]


def test_half_filmed_only_what_is_on_film_has_blips(planned: FilmOffice) -> None:
    document = filmed(planned, "order", 2).document
    rows = section(document, "index_data")["indexData"]["index"]
    assert [row[3] is None for row in rows] == [row[2][0] == 1 for row in rows]
    results = section(document, "film_number_results")["results"]
    assert [roll["film_number"] for roll in results["rolls_16mm"]] == ["10000008"]
    assert results["film_allocation_complete"] is False


def test_the_second_roll_on_a_temp_roll_has_the_real_capacity(store: Store, planned: FilmOffice) -> None:
    other = json.loads(json.dumps(real_order()))
    other["analysis_data"]["analysisResults"]["documents"] = [{"name": "a", "path": "", "pages": 2900 - 991 - 150}]
    put(store, "other", other)
    planned.plan("other", PADDING, None, Who())
    filmed(planned, "other", 1)
    planned.step("order", 2, Step.START, Asked(temp_roll="best"), Who())
    standing = planned.step("order", 2, Step.COMPLETE, Asked(), Who())
    mine = section(standing.document, "film_number_results")["results"]["rolls_16mm"][0]
    theirs = real("FilmNumberResults")["results"]["rolls_16mm"][1]
    told = ("roll_id", "capacity", "pages_used", "pages_remaining")
    assert {name: mine[name] for name in told} == {name: theirs[name] for name in told}


def test_a_plan_of_the_old_program_is_taken_as_it_stands(store: Store, office: FilmOffice) -> None:
    put(store, "order", {**real_order(), "allocation_data": real("AllocationData")})
    standing = filmed(office, "order", 1)
    assert section(standing.document, "allocation_data")["allocationResults"]["results"]["archive_id"] == "RRD00-12"
    assert standing.ledger.entries[0].reason == "found in the order"
    assert [roll.pages for roll in standing.order.rolls.values()] == [2899, 653]
