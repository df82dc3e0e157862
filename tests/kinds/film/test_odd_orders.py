"""What a reviewer found in the orders: pages that are filmed nowhere, film that is forgotten, plans that cannot be."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kinds.microfilm.film import views
from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import NothingPlanned
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.steps import Step
from storage.errors import StorageError
from storage.store import Store
from tests.kinds.film.offices import SMALL, WHY, filmed, office_on, opened, order_of, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with_store = opened(tmp_path)
    yield with_store
    with_store.close()


@pytest.fixture
def office(store: Store) -> FilmOffice:
    return office_on(store)


def file_of(store: Store, project: str = "a") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(store.layout.live(project).read_text())
    return document


def change(store: Store, project: str = "a", **sections: Any) -> None:
    """Put sections into an order as an old page does."""
    put(store, project, {**file_of(store, project), **sections})


def with_documents(*documents: dict[str, Any]) -> dict[str, Any]:
    return order_of([]) | {"analysis_data": {"analysisResults": {"documents": list(documents)}}}


def with_roll(**facts: Any) -> dict[str, Any]:
    """Return an order that an older program has planned on one roll."""
    segment = {
        "doc_id": "doc-001.pdf",
        "path": "X:\\doc-001.pdf",
        "page_range": [1, 5],
        "frame_range": [1, 5],
        "document_index": 1,
    }
    roll = {"roll_id": 1, "film_type": "16mm", "capacity": 10, "document_segments": [segment], **facts}
    allocation = {"allocationResults": {"results": {"rolls_16mm": [roll], "rolls_35mm": []}}}
    return order_of([5]) | {"allocation_data": allocation}


def allocation_in(store: Store) -> dict[str, Any]:
    results: dict[str, Any] = file_of(store)["allocation_data"]["allocationResults"]["results"]
    return results


def paths_on_film(store: Store) -> list[str]:
    return sorted(
        segment["path"] for roll in allocation_in(store)["rolls_16mm"] for segment in roll["document_segments"]
    )


def test_two_documents_of_one_name_are_both_filmed(store: Store, office: FilmOffice) -> None:
    """A digest without the path takes one roll for the other."""
    one, two = ({"name": "a.pdf", "path": f"X:\\{folder}\\a.pdf", "pages": 10} for folder in ("one", "two"))
    put(store, "a", with_documents(one, two))
    office.plan("a", SMALL, None, Who())
    assert paths_on_film(store) == [one["path"], two["path"]]


def test_numbers_of_a_roll_that_is_planned_anew_stay_in_the_history(store: Store, office: FilmOffice) -> None:
    """Rule 4: blips of old film stay findable when the roll is void, fails and goes out of the plan."""
    put(store, "a", order_of([5, 9]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    office.step("a", 1, Step.REWORK, WHY, Who())
    filmed(office, "a", 1)
    for step in (Step.VOID, Step.START, Step.FAIL):
        office.step("a", 1, step, WHY, Who())
    filmed(office, "a", 2)
    office.plan("a", {"padding": 0}, None, Who())
    older = {roll["film_number"] for roll in file_of(store)["film_number_results"]["results"]["superseded_rolls"]}
    assert older == {"10000001", "10000002"}


def test_no_number_of_another_location_is_issued_when_the_order_forgot_its_own(
    store: Store, office: FilmOffice
) -> None:
    """A cleared session must not cost a number that begins with 3."""
    put(store, "a", order_of([5]))
    office.plan("a", SMALL, None, Who())
    office.step("a", 1, Step.START, Asked(), Who())
    change(store, project_state={})
    with contextlib.suppress(StorageError):  # to refuse is as good as to keep the location of the plan
        office.step("a", 1, Step.COMPLETE, Asked(), Who())
    assert not [number for number in office.ledger().numbers if number[0] != "1"]


def test_a_roll_without_capacity_is_not_taken_over(store: Store, office: FilmOffice) -> None:
    """Planning with it would never end."""
    put(store, "a", with_roll(capacity=0))
    try:
        standing = office.look("a")
    except StorageError:
        return
    assert standing.order.settings.capacity_16mm >= 1
    views.order_of(standing)


@pytest.mark.parametrize(
    ("pages", "frames", "index"),
    [([1, 50], [1, 50], 1), ([1, 5], [100_000, 100_004], 1), ([1, 5], [3, 7], 10_000), ([5, 1], [9, 2], -1)],
)
def test_a_plan_that_no_film_can_hold_is_not_taken_over(
    store: Store, office: FilmOffice, pages: list[int], frames: list[int], index: int
) -> None:
    """Frames begin at 1 and end with the roll, and a blip has four and five digits."""
    order = with_roll()
    (roll,) = order["allocation_data"]["allocationResults"]["results"]["rolls_16mm"]
    roll["document_segments"][0] |= {"page_range": pages, "frame_range": frames, "document_index": index}
    put(store, "a", order)
    with contextlib.suppress(StorageError):
        office.look("a")
    assert not office.ledger().orders


def test_a_high_roll_id_does_not_swallow_what_is_planned_after_it(store: Store, office: FilmOffice) -> None:
    """The ids that are left must not decide how many rolls there are."""
    put(store, "a", with_roll(roll_id=999_999_999))
    try:
        filmed(office, "a", 999_999_999)
    except StorageError:
        return
    change(store, analysis_data=order_of([5, 7])["analysis_data"])
    order = office.plan("a", SMALL, None, Who()).order
    assert sum(roll.pages for roll in order.rolls.values()) == 12


@pytest.mark.parametrize("pages", ["12", 2.5, None])
def test_documents_that_are_not_planned_are_named(store: Store, office: FilmOffice, pages: object) -> None:
    """An order must not be complete without a word while documents are on no roll."""
    put(store, "a", with_documents({"name": "odd.pdf", "path": "", "pages": pages}, {"name": "z.pdf", "pages": 3}))
    standing = office.plan("a", SMALL, None, Who())
    is_whole = pages == "12" and sum(roll.pages for roll in standing.order.rolls.values()) == 15
    assert is_whole or "odd.pdf" in str(views.order_of(standing)["warnings"])


def test_documents_that_came_after_the_plan_are_named(store: Store, office: FilmOffice) -> None:
    put(store, "a", order_of([5]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    change(store, analysis_data=order_of([5, 7])["analysis_data"])
    assert views.order_of(office.look("a"))["warnings"]


def test_an_analysis_without_documents_takes_no_roll_out_of_the_plan(store: Store, office: FilmOffice) -> None:
    """Else the order is complete with pages that nobody filmed."""
    put(store, "a", order_of([5, 9]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    change(store, analysis_data={})
    with pytest.raises(NothingPlanned):
        office.plan("a", {"padding": 0}, None, Who())


def test_the_allocation_shows_the_capacity_of_the_plan(store: Store, office: FilmOffice) -> None:
    """Also if the new plan puts the same documents on the same rolls."""
    put(store, "a", order_of([3]))
    office.plan("a", SMALL, None, Who())
    office.plan("a", {"capacity_16mm": 40}, None, Who())
    (roll,) = allocation_in(store)["rolls_16mm"]
    assert (roll["capacity"], roll["pages_remaining"]) == (40, 37)


def test_only_documents_on_several_rolls_are_split(store: Store, office: FilmOffice) -> None:
    """Neither two of one name on one roll, nor one whose oversized pages are on the 35mm roll after it."""
    put(store, "a", with_documents(*({"name": "a.pdf", "path": path, "pages": 3} for path in ("one", "two"))))
    office.plan("a", SMALL, None, Who())
    assert allocation_in(store)["split_documents_16mm"] == {}
    put(store, "a", order_of([10], oversized=[1]))
    office.plan("a", SMALL, None, Who())
    (roll,) = allocation_in(store)["rolls_16mm"]
    assert not roll["has_split_documents"]


def test_a_folder_that_moved_is_not_filmed_again(store: Store, office: FilmOffice) -> None:
    """What is on film is known by its name if its path is another one and the name is unique."""
    put(store, "a", order_of([10, 5]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    moved = order_of([10, 5])["analysis_data"]
    for document in moved["analysisResults"]["documents"]:
        document["path"] = document["path"].replace("X:", "Y:")
    change(store, analysis_data=moved)
    standing = office.plan("a", SMALL, None, Who())
    pages = sum(roll.pages for roll in standing.order.rolls.values())
    assert pages == 15 or views.order_of(standing)["warnings"]


def test_what_an_old_page_has_overwritten_is_put_right_without_a_film_request(store: Store, office: FilmOffice) -> None:
    """The pages look at the session only, and the daily repair passes it over."""
    put(store, "a", order_of([5]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    change(store, film_number_results={})
    later = time.time() + 60
    os.utime(store.layout.live("a"), (later, later))
    assert office.repair() == ["a"]
    assert file_of(store)["film_number_results"]


def test_com_ids_outlive_a_cleared_index(store: Store, office: FilmOffice) -> None:
    """They come from the COM list, and nothing can derive them."""
    index = {"indexData": {"index": [["doc-001.pdf", 6006767, None, None, None]]}}
    put(store, "a", order_of([5]) | {"index_data": index})
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    change(store, index_data={})
    office.look("a")
    (row,) = file_of(store)["index_data"]["indexData"]["index"]
    assert row[1] == 6006767


def test_putting_an_order_right_does_not_turn_its_clock_back(store: Store, office: FilmOffice) -> None:
    """Pages compare `updated_at`, and sessions are put away by `last_accessed`."""
    put(store, "a", order_of([5]))
    office.plan("a", SMALL, None, Who())
    filmed(office, "a", 1)
    later = "2099-01-01T00:00:00.000Z"
    change(store, film_number_results={}, updated_at=later, last_accessed=later)
    office.look("a")
    assert (file_of(store)["updated_at"], file_of(store)["last_accessed"]) == (later, later)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index_data", {"indexData": {"index": [[{"a": 1}, 2]]}}),
        ("index_data", [1]),
        ("film_number_results", [1]),
        ("film_number_results", {"results": {"rolls_16mm": 5}}),
        ("film_number_results", {"results": {"rolls_16mm": [{"film_number": ["x"]}]}}),
        ("analysis_data", {"analysisResults": {"documents": [{"name": ["x"]}]}}),
    ],
)
def test_a_section_of_another_shape_does_not_stand_in_the_way_of_a_number(
    store: Store, office: FilmOffice, name: str, content: Any
) -> None:
    """The line is written, so the answer has to come."""
    put(store, "a", order_of([5]))
    office.plan("a", SMALL, None, Who())
    office.step("a", 1, Step.START, Asked(), Who())
    change(store, **{name: content})
    standing = office.step("a", 1, Step.COMPLETE, Asked(), Who())
    assert standing.entries[-1].number == "10000001"
    office.prove()


def test_a_plan_that_a_page_made_later_is_taken(store: Store, office: FilmOffice) -> None:
    """Until something is filmed the pages may plan as they always did."""
    put(store, "a", order_of([5, 5, 5]))
    office.plan("a", SMALL, None, Who())
    old = file_of(store)["allocation_data"]
    office.plan("a", {"capacity_16mm": 20}, "longer film", Who("registrar"))
    change(store, allocation_data={**old, "lastUpdated": "2999-01-01T00:00:00Z"})
    assert office.look("a").order.settings.capacity_16mm == 10


def test_a_stale_tab_does_not_replace_the_plan_of_the_registrar(store: Store, office: FilmOffice) -> None:
    """The plan in the ledger is the newer one."""
    put(store, "a", order_of([5, 5, 5]))
    office.plan("a", SMALL, None, Who())
    old = file_of(store)["allocation_data"]
    office.plan("a", {"capacity_16mm": 20}, "longer film", Who("registrar"))
    change(store, allocation_data=old)
    assert office.look("a").order.settings.capacity_16mm == 20
