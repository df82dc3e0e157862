"""The ledger's file: lines are added, never lost, and no number is issued from a ledger that has lost some."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kinds.microfilm.film.book import PROJECT
from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import LedgerDamaged
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.steps import Step
from storage.decisions import Precondition
from storage.errors import FileBroken, OnlyGrows
from storage.history import History
from storage.store import Store
from storage.trash import Trash
from tests.kinds.film.offices import SMALL, filmed, office_on, opened, order_of, put

ANYWAY = Precondition(force=True)


@pytest.fixture
def begun(store: Store, office: FilmOffice) -> FilmOffice:
    """A register whose first roll is filmed, and whose second is on the camera."""
    put(store, "order", order_of([7, 7]))
    office.plan("order", SMALL, None, Who())
    filmed(office, "order", 1)
    office.step("order", 2, Step.START, Asked(), Who())
    return office


def document_of(store: Store) -> dict[str, Any]:
    """Return the ledger as it stands in its file."""
    found: dict[str, Any] = json.loads(store.layout.live(PROJECT).read_text())
    return found


def complete(office: FilmOffice) -> str | None:
    """Complete the roll that is on the camera, and return its number."""
    return office.step("order", 2, Step.COMPLETE, Asked(), Who()).order.rolls[2].issues[-1].number


def test_lines_say_who_when_what_and_why(store: Store, begun: FilmOffice) -> None:
    begun.step("order", 2, Step.FAIL, Asked(reason="the lamp burnt out"), Who("ada"))
    line = document_of(store)["entries"][-1]
    assert {name: line[name] for name in ("seq", "user", "event", "project", "roll", "attempt", "reason")} == {
        "seq": 5,
        "user": "ada",
        "event": "failed",
        "project": "order",
        "roll": 2,
        "attempt": 1,
        "reason": "the lamp burnt out",
    }
    assert line["at"].endswith("Z")


def test_another_process_reads_what_this_one_wrote(tmp_path: Path, begun: FilmOffice) -> None:
    other = opened(tmp_path)
    assert complete(office_on(other)) == "10000002"
    other.close()
    assert sorted(begun.ledger().numbers) == ["10000001", "10000002"]


def cut(store: Store) -> None:
    """Take the last two lines away in an editor."""
    document = document_of(store)
    del document["entries"][-2:]
    store.layout.live(PROJECT).write_text(json.dumps(document))


def forge(store: Store) -> None:
    """Change an old line in an editor."""
    document = document_of(store)
    document["entries"][0]["user"] = "nobody"
    store.layout.live(PROJECT).write_text(json.dumps(document))


def remove(store: Store) -> None:
    """Delete the file in a file manager."""
    store.layout.live(PROJECT).unlink()


def put_an_older_one_back(store: Store) -> None:
    """Copy the oldest kept version over the file."""
    oldest = store.backups.all(PROJECT)[-1]
    store.layout.live(PROJECT).write_bytes(oldest.path.read_bytes())


@pytest.mark.parametrize("damage", [cut, forge, remove, put_an_older_one_back])
def test_no_number_is_issued_from_a_ledger_that_has_lost_lines(
    tmp_path: Path, store: Store, begun: FilmOffice, damage: Callable[[Store], None]
) -> None:
    before = store.layout.live(PROJECT).read_bytes()
    store.backups.keep(PROJECT, before, store.load(PROJECT).etag, "save")
    damage(store)
    for office in (begun, office_on(opened(tmp_path))):
        with pytest.raises(LedgerDamaged):
            complete(office)
    store.layout.live(PROJECT).write_bytes(before)
    assert complete(begun) == "10000002"


def test_lines_that_cannot_be_issue_no_number_and_are_named(store: Store, begun: FilmOffice) -> None:
    document = document_of(store)
    document["entries"].append({"seq": 5, "at": "", "user": "", "event": "archived", "project": "order"})
    store.layout.live(PROJECT).write_text(json.dumps(document))
    with pytest.raises(LedgerDamaged) as refused:
        complete(begun)
    assert refused.value.facts["faults"][0]["line"] == 5


def test_a_broken_ledger_issues_no_number(store: Store, begun: FilmOffice) -> None:
    store.layout.live(PROJECT).write_text("{")
    with pytest.raises(FileBroken):
        complete(begun)


def test_a_ledger_that_was_laid_out_by_hand_goes_on(store: Store, begun: FilmOffice) -> None:
    store.layout.live(PROJECT).write_text(json.dumps(document_of(store), indent=7))
    assert complete(begun) == "10000002"


def test_an_editor_may_add_other_members_and_they_stay(store: Store, begun: FilmOffice) -> None:
    store.layout.live(PROJECT).write_text(json.dumps({**document_of(store), "note": "in the blue cabinet"}))
    complete(begun)
    assert document_of(store)["note"] == "in the blue cabinet"


def test_a_restore_takes_no_line_away(store: Store, begun: FilmOffice) -> None:
    oldest = str(store.backups.all(PROJECT)[-1].name)
    with pytest.raises(OnlyGrows):
        History(store).restore(PROJECT, oldest, None, ANYWAY)
    assert complete(begun) == "10000002"


def test_the_ledger_cannot_be_deleted(store: Store, begun: FilmOffice) -> None:
    with pytest.raises(OnlyGrows):
        Trash(store).delete(PROJECT, ANYWAY)
    assert complete(begun) == "10000002"
