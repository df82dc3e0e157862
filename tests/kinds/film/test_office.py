"""The film register at work: what a registrar does, and what goes wrong in between."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import (
    BadFilmRequest,
    IllegalStep,
    KeyReused,
    NoFitting,
    NoSuchRoll,
    NotAnOrder,
    NothingPlanned,
    PlanChanged,
)
from kinds.microfilm.film.ledger import NumberStatus
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import OrderState, RollState, Step
from kinds.microfilm.film.temp_rolls import TempStatus
from kinds.microfilm.film.views import labels_of, next_numbers, temp_rolls_of
from storage.decisions import Precondition
from storage.history import History
from storage.store import Store
from storage.trash import Trash
from tests.kinds.film.offices import SMALL, WHY, filmed, office_on, order_of, put

ANYWAY = Precondition(force=True)


@pytest.fixture
def planned(store: Store, office: FilmOffice) -> FilmOffice:
    """An order with three rolls of 4, 7 and 4 pages; a rest of at least two frames is kept after one is cut."""
    put(store, "order", order_of([4, 7, 4]))
    office.plan("order", SMALL, None, Who())
    return office


def step(office: FilmOffice, roll: int, what: Step, project: str = "order", **asked: Any) -> Standing:
    """Take a step with a reason."""
    return office.step(project, roll, what, Asked(**{"reason": "because", **asked}), Who())


def numbers(standing: Standing) -> dict[int, str | None]:
    """Return the valid number of each roll."""
    return {roll.roll_id: roll.current.number if roll.current else None for roll in standing.order.rolls.values()}


def test_a_number_is_given_when_a_roll_is_filmed_and_not_before(planned: FilmOffice) -> None:
    assert numbers(step(planned, 1, Step.START)) == {1: None, 2: None, 3: None}
    assert numbers(step(planned, 1, Step.COMPLETE)) == {1: "10000001", 2: None, 3: None}


def test_a_failed_filming_uses_no_number(planned: FilmOffice) -> None:
    step(planned, 1, Step.START)
    step(planned, 1, Step.FAIL)
    assert next_numbers(planned.ledger())["OU"] == "10000001"
    step(planned, 1, Step.REFILM)
    assert numbers(filmed(planned, "order", 1))[1] == "10000001"


def test_each_location_counts_for_itself(store: Store, planned: FilmOffice) -> None:
    put(store, "other", order_of([3], location="dw"))
    planned.plan("other", SMALL, None, Who())
    filmed(planned, "order", 1)
    assert numbers(filmed(planned, "other", 1)) == {1: "20000001"}


def test_completing_twice_is_one_completion(planned: FilmOffice) -> None:
    step(planned, 1, Step.START)
    first, second = step(planned, 1, Step.COMPLETE), step(planned, 1, Step.COMPLETE)
    assert (first.repeated, second.repeated) == (False, True)
    assert numbers(second) == numbers(first)
    assert second.number == "10000001"


def test_a_late_retry_does_not_complete_the_next_filming(planned: FilmOffice) -> None:
    filmed(planned, "order", 1)
    step(planned, 1, Step.REWORK)
    step(planned, 1, Step.START)
    late = step(planned, 1, Step.COMPLETE, attempt=1)
    assert late.repeated
    assert late.order.rolls[1].state is RollState.FILMING


def test_a_key_makes_any_step_safe_to_ask_for_again(planned: FilmOffice) -> None:
    who = Who("ada", "one")
    first = planned.step("order", 1, Step.START, Asked(), who)
    again = planned.step("order", 1, Step.START, Asked(), who)
    assert (again.repeated, [entry.seq for entry in again.entries]) == (True, [entry.seq for entry in first.entries])


def test_a_key_serves_one_request_only(planned: FilmOffice) -> None:
    planned.step("order", 1, Step.START, Asked(), Who("ada", "one"))
    for roll, what in ((1, Step.COMPLETE), (2, Step.START)):
        with pytest.raises(KeyReused):
            planned.step("order", roll, what, Asked(), Who("ada", "one"))


def test_an_illegal_step_names_the_state_and_the_legal_steps(planned: FilmOffice) -> None:
    with pytest.raises(IllegalStep) as refused:
        step(planned, 1, Step.COMPLETE)
    assert (refused.value.facts["state"], refused.value.facts["legal"]) == ("planned", ["start"])
    with pytest.raises(IllegalStep) as refused:
        planned.archive("order", Asked(), Who())
    assert (refused.value.facts["state"], refused.value.facts["legal"]) == ("registered", ["plan"])


def test_refilming_keeps_the_old_number_and_its_blips(planned: FilmOffice) -> None:
    filmed(planned, "order", 1, 2, 3)
    step(planned, 2, Step.REFILM)
    standing = filmed(planned, "order", 2)
    assert numbers(standing) == {1: "10000001", 2: "10000004", 3: "10000003"}
    results = standing.document["film_number_results"]["results"]
    (old,) = results["superseded_rolls"]
    assert (old["film_number"], old["status"], old["superseded_by"]) == ("10000002", "superseded", "10000004")
    assert old["document_segments"][0]["blip"] == "10000002-0001.00001"
    assert results["rolls_16mm"][1]["document_segments"][0]["blip"] == "10000004-0001.00001"


def test_rework_of_one_roll_leaves_the_others_alone(planned: FilmOffice) -> None:
    before = numbers(filmed(planned, "order", 1, 2, 3))
    standing = planned.rework("order", [3], WHY, Who())
    assert numbers(standing) == before
    assert [roll.state for roll in standing.order.rolls.values()] == [
        RollState.FILMED,
        RollState.FILMED,
        RollState.REWORK,
    ]
    assert standing.order.state is OrderState.REWORK
    assert filmed(planned, "order", 3).order.state is OrderState.COMPLETE


def test_an_archived_order_can_be_reworked(planned: FilmOffice) -> None:
    filmed(planned, "order", 1, 2, 3)
    assert planned.archive("order", Asked(), Who()).order.state is OrderState.ARCHIVED
    assert planned.archive("order", Asked(), Who()).repeated
    assert planned.rework("order", None, WHY, Who()).order.state is OrderState.REWORK


def test_a_void_number_is_in_the_history_and_not_given_again(planned: FilmOffice) -> None:
    filmed(planned, "order", 1)
    standing = step(planned, 1, Step.VOID)
    assert standing.ledger.numbers["10000001"].status is NumberStatus.VOID
    assert numbers(filmed(planned, "order", 1))[1] == "10000002"
    assert planned.prove() == []


def test_a_temp_roll_exists_when_its_roll_is_filmed_and_the_shortest_that_fits_is_taken(
    store: Store, planned: FilmOffice
) -> None:
    put(store, "other", order_of([2]))
    planned.plan("other", SMALL, None, Who())
    filmed(planned, "order", 1, 2)
    assert {name: found.usable for name, found in planned.ledger().temp_rolls.items()} == {"T1": 5, "T2": 2}
    standing = step(planned, 1, Step.START, "other", temp_roll="best")
    assert standing.order.rolls[1].temp_roll == "T2"
    used = step(planned, 1, Step.COMPLETE, "other").ledger.temp_rolls["T2"]
    assert (used.status, used.exists) == (TempStatus.USED, False)
    assert standing.ledger.numbers == {} or planned.ledger().numbers["10000003"].capacity == 2


def test_a_temp_roll_serves_one_roll_only(store: Store, planned: FilmOffice) -> None:
    put(store, "other", order_of([2]))
    planned.plan("other", SMALL, None, Who())
    filmed(planned, "order", 1)
    step(planned, 3, Step.START, temp_roll="T1")
    with pytest.raises(NoFitting) as refused:
        step(planned, 1, Step.START, "other", temp_roll="T1")
    assert refused.value.facts["offered"] == []
    assert temp_rolls_of(planned.ledger(), None, 1) == {"temp_rolls": [], "best": None}


def test_a_failed_filming_spoils_its_temp_roll_unless_nothing_was_exposed(planned: FilmOffice) -> None:
    filmed(planned, "order", 1)
    step(planned, 3, Step.START, temp_roll="T1")
    step(planned, 3, Step.FAIL, spoiled=False)
    assert planned.ledger().temp_rolls["T1"].status is TempStatus.AVAILABLE
    step(planned, 3, Step.REFILM, temp_roll="T1")
    step(planned, 3, Step.START)
    step(planned, 3, Step.FAIL)
    assert planned.ledger().temp_rolls["T1"].status is TempStatus.EXHAUSTED


def test_what_was_reserved_and_is_not_used_is_given_back(planned: FilmOffice) -> None:
    filmed(planned, "order", 1, 3)
    step(planned, 3, Step.REFILM)
    assert planned.ledger().temp_rolls["T1"].status is TempStatus.RESERVED
    step(planned, 3, Step.START, temp_roll="new")
    assert planned.ledger().temp_rolls["T1"].status is TempStatus.AVAILABLE


def test_a_deleted_order_gives_its_temp_rolls_back(store: Store, planned: FilmOffice) -> None:
    filmed(planned, "order", 1, 3)
    step(planned, 3, Step.REFILM)
    Trash(store).delete("order", ANYWAY)
    assert planned.ledger().temp_rolls["T1"].status is TempStatus.AVAILABLE
    assert planned.prove() == []


def test_replanning_leaves_what_is_on_film(store: Store, planned: FilmOffice) -> None:
    filmed(planned, "order", 2)
    document = json.loads(store.layout.live("order").read_text())
    document["analysis_data"]["analysisResults"]["documents"].append({"name": "doc-004.pdf", "path": "", "pages": 2})
    put(store, "order", document)
    standing = planned.plan("order", {}, "one more document came", Who())
    assert {roll.roll_id: (roll.first, roll.pages) for roll in standing.order.rolls.values()} == {
        2: ("doc-002.pdf", 7),
        3: ("doc-001.pdf", 10),
    }
    assert numbers(standing)[2] == "10000001"


def test_replanning_without_a_change_writes_nothing(planned: FilmOffice) -> None:
    lines = len(planned.ledger().entries)
    assert planned.plan("order", {}, None, Who()).repeated
    assert len(planned.ledger().entries) == lines


def test_an_order_that_was_brought_back_from_an_old_version_is_as_the_ledger_says(
    store: Store, planned: FilmOffice
) -> None:
    after = filmed(planned, "order", 1, 2, 3)
    oldest = str(store.backups.all("order")[-1].name)
    History(store).restore("order", oldest, None, ANYWAY)
    again = planned.look("order")
    assert numbers(again) == numbers(after)
    assert again.document["film_number_results"]["results"] == after.document["film_number_results"]["results"]
    assert planned.prove() == []


def test_what_the_pages_wrote_into_the_order_stays(store: Store, planned: FilmOffice) -> None:
    document = json.loads(store.layout.live("order").read_text())
    put(store, "order", {**document, "note": "in the blue cabinet", "reference_sheets": {"sheets": [1]}})
    standing = filmed(planned, "order", 1)
    assert standing.document["note"] == "in the blue cabinet"
    assert standing.document["reference_sheets"] == {"sheets": [1]}


def test_an_order_that_a_page_cleared_keeps_its_film(store: Store, planned: FilmOffice) -> None:
    filmed(planned, "order", 1)
    put(store, "order", {"project": "12", "project_state": {}, "session_id": "x"})
    standing = planned.look("order")
    (label,) = labels_of(standing, planned.segments(standing))
    assert (label["film_number"], label["first_blip"]) == ("10000001", "10000001-0001.00001")


def test_nothing_is_filmed_that_nobody_could_find_on_the_film(store: Store, planned: FilmOffice) -> None:
    put(store, "order", {"project": "12", "project_state": {}, "session_id": "x"})
    for backup in store.backups.all("order"):
        backup.path.unlink()
    with pytest.raises(PlanChanged):
        step(office_on(store), 2, Step.START)


def test_labels_say_what_is_written_on_the_boxes(planned: FilmOffice) -> None:
    standing = filmed(planned, "order", 2)
    (label,) = labels_of(standing, planned.segments(standing))
    assert {name: label[name] for name in ("film_number", "archive_id", "film_type", "first_document", "pages")} == {
        "film_number": "10000001",
        "archive_id": "RRD018-2025",
        "film_type": "16mm",
        "first_document": "doc-002.pdf",
        "pages": 7,
    }
    assert (label["first_blip"], label["last_blip"]) == ("10000001-0001.00001", "10000001-0001.00007")


def test_both_film_types_are_planned_and_numbered_in_one_row(store: Store, office: FilmOffice) -> None:
    put(store, "order", order_of([4, 7], oversized=[2]))
    office.plan("order", SMALL, None, Who())
    standing = filmed(office, "order", 1, 2, 3)
    assert [(roll.film_type, roll.pages) for roll in standing.order.rolls.values()] == [
        ("16mm", 4),
        ("16mm", 7),
        ("35mm", 2),
    ]
    assert list(numbers(standing).values()) == ["10000001", "10000002", "10000003"]
    results = standing.document["film_number_results"]["results"]
    assert (results["total_rolls_16mm"], results["total_rolls_35mm"]) == (2, 1)


def test_the_next_number_can_be_raised_and_the_ledger_says_why(planned: FilmOffice) -> None:
    (entry,) = planned.skip("OU", 8, "older film", Who("ada"))
    assert (entry.reason, entry.facts) == ("older film", {"location": "OU", "first": 1, "last": 7})
    assert numbers(filmed(planned, "order", 1))[1] == "10000008"
    with pytest.raises(BadFilmRequest):
        planned.skip("OU", 8, "again", Who())
    assert planned.prove() == []


def test_an_order_without_a_location_is_numbered_with_three(store: Store, office: FilmOffice) -> None:
    put(store, "order", order_of([3], location=""))
    office.plan("order", SMALL, None, Who())
    assert numbers(filmed(office, "order", 1)) == {1: "30000001"}


def test_what_cannot_be_filmed_says_so(store: Store, planned: FilmOffice) -> None:
    put(store, "story", {"title": "Dawn"})
    put(store, "empty", order_of([]))
    with pytest.raises(NotAnOrder):
        planned.look("story")
    with pytest.raises(NothingPlanned):
        planned.plan("empty", {}, None, Who())
    with pytest.raises(NothingPlanned):
        step(planned, 1, Step.START, "empty")
    with pytest.raises(NoSuchRoll) as refused:
        step(planned, 9, Step.START)
    assert refused.value.facts["rolls"] == [1, 2, 3]


def test_an_order_is_found_by_the_number_that_its_pages_use(planned: FilmOffice) -> None:
    assert planned.look("12").project == "order"
