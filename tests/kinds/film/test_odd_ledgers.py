"""What a reviewer found around the ledger: numbers issued twice, lines that stop everything, keys, early numbers."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import KeyReused, LedgerDamaged
from kinds.microfilm.film.ledger import NumberStatus
from kinds.microfilm.film.legacy import Takeover
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.reducing import reduce
from kinds.microfilm.film.standing import number_of
from kinds.microfilm.film.steps import Step
from kinds.microfilm.film.views import outcome_of
from kinds.microfilm.film_ledger import KIND
from storage.decisions import Precondition
from storage.errors import StorageError
from storage.store import Store
from tests.kinds.film.offices import SMALL, WHY, filmed, office_on, opened, order_of, put

COMPLETED = {"event": "completed", "project": "a", "attempt": 1, "location": "OU", "capacity": 10}
STARTED = {"event": "started", "project": "a", "attempt": 1}
PLANNED: dict[str, Any] = {
    "event": "planned",
    "project": "a",
    "location": "OU",
    "settings": {"capacity_16mm": 10, "capacity_35mm": 6, "padding": 1, "minimum": 2},
    "rolls": [
        {
            "roll_id": 1,
            "film_type": "16mm",
            "capacity": 10,
            "pages": 5,
            "documents": 1,
            "first": "x",
            "last": "x",
            "digest": "0",
        }
    ],
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with_store = opened(tmp_path / "data")
    yield with_store
    with_store.close()


@pytest.fixture
def office(store: Store) -> FilmOffice:
    return office_on(store)


def written(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    """Return lines as they stand in a ledger."""
    return [
        {"seq": place, "at": "2026-01-01T00:00:00.000Z", "user": "x", **line} for place, line in enumerate(lines, 1)
    ]


def ledger_file(store: Store) -> Path:
    return Path(store.layout.live("film-ledger"))


def lines_in(store: Store) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = json.loads(ledger_file(store).read_text())["entries"]
    return lines


def planned(store: Store, office: FilmOffice, project: str, *pages: int) -> None:
    put(store, project, order_of(pages))
    office.plan(project, SMALL, None, Who())


def early(store: Store, office: FilmOffice) -> dict[str, Any]:
    """Return an order whose only roll has the number 10000077, which the old system gave early."""
    planned(store, office, "a", 5)
    filmed(office, "a", 1)
    text = store.layout.live("a").read_text().replace("10000001", "10000077")
    return {name: value for name, value in json.loads(text).items() if name != "film_register"}


@pytest.mark.parametrize("fact", [{"project": ["x"]}, {"project": "a", "key": ["x"]}, {"project": {"a": 1}}])
def test_a_line_with_values_of_other_types_is_a_fault_and_no_crash(fact: dict[str, Any]) -> None:
    """The list of all projects reads every file that looks like a ledger."""
    lines = written(PLANNED, {"event": "archived", **fact})
    assert reduce(lines).faults
    KIND.summary({"film_ledger": 1, "entries": lines})


def test_a_temp_roll_without_a_number_is_a_fault() -> None:
    """The id of the next one follows from it."""
    made = {"makes": {"id": "Tx", "capacity": 5, "usable": 4}}
    ledger = reduce(written(PLANNED, STARTED | {"roll": 1}, COMPLETED | {"roll": 1, "number": "10000001"} | made))
    assert ledger.faults
    ledger.next_temp_roll()


@pytest.mark.parametrize("text", ['{"film_ledger": 1}', '{"a": 1}', '{"film_ledger": 1, "entries": [1, 2]}'])
def test_a_file_that_is_no_ledger_is_not_written_into(store: Store, office: FilmOffice, text: str) -> None:
    """It is somebody's, or damaged."""
    ledger_file(store).write_text(text)
    put(store, "a", order_of([5]))
    with pytest.raises(StorageError):
        office.plan("a", SMALL, None, Who())


def test_a_number_far_ahead_is_a_fault() -> None:
    """Rule 1: a gap that no line explains cannot come in by a line."""
    assert reduce(written(PLANNED, STARTED | {"roll": 1}, COMPLETED | {"roll": 1, "number": "10000900"})).faults


@pytest.mark.parametrize(("first", "last"), [(5, 3), (1, 10_000_000)])
def test_skipped_numbers_that_cannot_be_are_a_fault(first: int, last: int) -> None:
    assert reduce(written({"event": "skipped", "location": "OU", "first": first, "last": last, "reason": "x"})).faults


def test_settings_that_no_request_could_name_are_a_fault() -> None:
    """Planning with a capacity of 0 never ends."""
    assert reduce(written(PLANNED | {"rolls": [], "settings": PLANNED["settings"] | {"capacity_16mm": 0}})).faults


def test_a_line_that_cannot_be_is_not_saved(store: Store, office: FilmOffice) -> None:
    """Once it is there the register stands still, and the list only grows."""
    planned(store, office, "a", 5, 9)
    document = json.loads(ledger_file(store).read_text())
    wrong = {**written(COMPLETED | {"roll": 9, "number": "10000007"})[0], "seq": 2}
    body = json.dumps({**document, "entries": [*document["entries"], wrong]}).encode()
    try:
        store.save("film-ledger", body, Precondition(base=store.load("film-ledger").etag))
    except StorageError:
        return
    with pytest.raises(LedgerDamaged):
        office.ledger()
    store.housekeeper.flush()
    ledger_file(store).write_text(json.dumps(document))  # as a registrar who wants to go on would
    office_on(store).step("a", 1, Step.START, Asked(), Who())


def test_a_ledger_stays_one(store: Store, office: FilmOffice) -> None:
    """Rule 7: a version of another kind would not be held to growing, nor would those after it."""
    planned(store, office, "a", 5)
    entries = json.loads(ledger_file(store).read_text())["entries"]
    with pytest.raises(StorageError):
        store.save(
            "film-ledger",
            json.dumps({"entries": entries}).encode(),
            Precondition(base=store.load("film-ledger").etag),
        )


def test_a_short_kept_version_does_not_hide_a_longer_one(store: Store, office: FilmOffice) -> None:
    """Rule 1: whatever way the lines went, a number that a kept version has is not issued again."""
    planned(store, office, "a", 5)
    planned(store, office, "b", 5)
    filmed(office, "a", 1)
    entries = lines_in(store)
    short = entries[:2]
    for document in ({"entries": entries}, {"entries": short}, {"film_ledger": 1, "entries": short}):
        with contextlib.suppress(StorageError):
            base = Precondition(base=store.load("film-ledger").etag)
            store.save("film-ledger", json.dumps(document).encode(), base)
            store.housekeeper.flush()
    with contextlib.suppress(StorageError):
        filmed(office_on(store), "b", 1)
    order = json.loads(store.layout.live("b").read_text())["film_register"]["rolls"][0]
    assert order["film_number"] != "10000001"


def test_a_number_whose_documents_stand_nowhere_is_reported(store: Store, office: FilmOffice) -> None:
    """Rule 4: the number stays in the order, and the check says that its blips are lost."""
    planned(store, office, "a", 5)
    filmed(office, "a", 1)
    lost = ("allocation_data", "film_number_results", "index_data", "analysis_data")
    document = json.loads(store.layout.live("a").read_text())
    store.housekeeper.flush()
    put(store, "a", {**document, **{name: {} for name in lost}})
    for kept in store.backups.all("a"):
        Path(kept.path).unlink()
    register = office_on(store)
    register.look("a")
    numbers = json.loads(store.layout.live("a").read_text())["film_number_results"]
    assert "10000001" in json.dumps(numbers)
    assert "10000001-0001.00001" in json.dumps(numbers) or register.prove()


def test_early_numbers_far_ahead_are_not_taken_without_a_word(store: Store, office: FilmOffice) -> None:
    """A mistyped one would use up all between."""
    order = json.loads(json.dumps(early(store, office)).replace("10000077", "19000077"))
    put(store, "b", order)
    _, done = office.migrate("b", Takeover(filmed=True), Who())
    assert done.misfits


def test_the_flag_of_the_old_pages_follows_a_rework(store: Store, office: FilmOffice) -> None:
    """A flag that only goes one way is what the register was made to replace."""
    planned(store, office, "a", 5)
    filmed(office, "a", 1)
    office.step("a", 1, Step.REWORK, WHY, Who())
    assert not json.loads(store.layout.live("a").read_text())["film_number_results"]["results"][
        "film_allocation_complete"
    ]


def test_an_older_ledger_is_refused_before_the_newer_one_is_kept(store: Store, office: FilmOffice) -> None:
    """Rule 1: this process has seen the line that is gone."""
    planned(store, office, "a", 5)
    planned(store, office, "b", 5)
    office.step("a", 1, Step.START, Asked(), Who())
    before = ledger_file(store).read_bytes()
    office.step("a", 1, Step.COMPLETE, Asked(), Who())
    ledger_file(store).write_bytes(before)
    with pytest.raises(LedgerDamaged):
        filmed(office, "b", 1)


def test_numbers_in_orders_are_not_issued_again_when_the_ledger_is_lost(
    tmp_path: Path, store: Store, office: FilmOffice
) -> None:
    """Rule 1: orders that were copied into a new folder hold numbers, and the folder's check says so."""
    planned(store, office, "a", 5)
    filmed(office, "a", 1)
    other = opened(tmp_path / "other")
    shutil.copy(store.layout.live("a"), other.layout.live("a"))
    register = office_on(other)
    try:
        planned(other, register, "z", 5)
        filmed(register, "z", 1)
    except StorageError:
        return
    finally:
        breaches = register.prove()
        numbers = set(register.ledger().numbers)
        other.close()
    assert breaches
    assert "10000001" not in numbers


def test_migrating_an_order_of_the_register_keeps_what_its_numbers_stand_for(
    tmp_path: Path, store: Store, office: FilmOffice
) -> None:
    """Rule 4: a superseded number does not become the valid one, nor does a void one."""
    planned(store, office, "a", 5, 9)
    filmed(office, "a", 1)
    office.step("a", 1, Step.REWORK, WHY, Who())
    filmed(office, "a", 1, 2)
    office.step("a", 2, Step.VOID, WHY, Who())
    stood = {number: issue.status for number, issue in office.ledger().numbers.items()}
    assert stood["10000002"] is NumberStatus.CURRENT
    other = opened(tmp_path / "other")
    shutil.copy(store.layout.live("a"), other.layout.live("a"))
    register = office_on(other)
    register.migrate("a", Takeover(filmed=True), Who())
    stands = {number: issue.status for number, issue in register.ledger().numbers.items()}
    other.close()
    assert stands == stood


def test_every_number_that_stands_in_the_way_is_in_the_report(store: Store, office: FilmOffice) -> None:
    """Else an order whose blips cannot be read is refused for ever and nobody knows why."""
    order = early(store, office)
    order["film_number_results"]["results"]["rolls_16mm"][0]["document_segments"] = []
    put(store, "b", order)
    standing, done = office.migrate("b", Takeover(filmed=True), Who())
    said = {*done.taken, *done.known, *(misfit.number for misfit in done.misfits)}
    assert set(standing.unknown) <= said


def test_rolls_that_the_register_cannot_take_over_do_not_damage_its_ledger(store: Store, office: FilmOffice) -> None:
    """Ids from 1 for each film type are a misfit of the order, and the ledger is sound."""
    order = early(store, office)
    results = order["allocation_data"]["allocationResults"]["results"]
    results["rolls_35mm"] = [{**results["rolls_16mm"][0], "film_type": "35mm"}]
    numbers = order["film_number_results"]["results"]
    numbers["rolls_35mm"] = json.loads(json.dumps(numbers["rolls_16mm"]).replace("10000077", "10000078"))
    put(store, "b", order)
    answers: list[object] = []
    try:
        answers.append(office.migrate("b", Takeover(filmed=True), Who()))
    except StorageError as error:
        answers.append(error)
    assert not isinstance(answers[0], LedgerDamaged)


def test_a_key_that_comes_with_other_rolls_is_refused(store: Store, office: FilmOffice) -> None:
    planned(store, office, "a", 9, 9)
    filmed(office, "a", 1, 2)
    office.rework("a", [1], WHY, Who("x", "key"))
    with pytest.raises(KeyReused):
        office.rework("a", [2], WHY, Who("x", "key"))


def test_a_key_that_comes_with_another_location_is_refused(office: FilmOffice) -> None:
    office.skip("OU", 8, "older", Who("x", "key"))
    with pytest.raises(KeyReused):
        office.skip("DW", 8, "older", Who("x", "key"))


def test_a_late_repetition_of_a_completion_is_told_the_number_of_that_filming(store: Store, office: FilmOffice) -> None:
    planned(store, office, "a", 5)
    filmed(office, "a", 1)
    office.step("a", 1, Step.REWORK, WHY, Who())
    assert number_of(filmed(office, "a", 1), 1, None) == "10000002"
    late = office.step("a", 1, Step.COMPLETE, Asked(attempt=1), Who())
    assert outcome_of(late)["film_number"] == "10000001"


def test_a_file_that_is_away_for_a_moment_keeps_its_temp_roll(store: Store, office: FilmOffice, tmp_path: Path) -> None:
    """Rule 6: to look at the ledger changes nothing."""
    planned(store, office, "a", 4)
    planned(store, office, "b", 5)
    filmed(office, "a", 1)
    office.step("b", 1, Step.START, Asked(temp_roll="new"), Who())
    office.step("b", 1, Step.FAIL, WHY, Who())
    office.step("b", 1, Step.REFILM, Asked("again", temp_roll="T1"), Who())
    live = Path(store.layout.live("b"))
    live.rename(tmp_path / "away")
    office.ledger()
    (tmp_path / "away").rename(live)
    assert office.look("b").order.rolls[1].temp_roll == "T1"
