"""The proof of the seven rules: it finds each of them broken by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from kinds.microfilm.film.book import PROJECT
from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.steps import Step
from storage.store import Store
from tests.kinds.film.offices import SMALL, WHY, filmed, order_of, put

Lines = list[dict[str, Any]]


@pytest.fixture
def told(store: Store, office: FilmOffice) -> FilmOffice:
    """A register with a history: rolls filmed, failed, done again, and one on a temp roll."""
    put(store, "order", order_of([4, 7, 4]))
    office.plan("order", SMALL, None, Who())
    filmed(office, "order", 1, 2)
    office.step("order", 3, Step.START, Asked(), Who())
    office.step("order", 3, Step.FAIL, WHY, Who())
    office.step("order", 3, Step.REFILM, WHY, Who())
    office.rework("order", [2], WHY, Who())
    filmed(office, "order", 2, 3)
    return office


def rewritten(store: Store, change: Callable[[Lines], object]) -> None:
    """Change the ledger as an editor does, and forget the versions that give it away."""
    path = store.layout.live(PROJECT)
    document = json.loads(path.read_text())
    change(document["entries"])
    for backup in store.backups.all(PROJECT):
        backup.path.unlink()
    path.write_text(json.dumps(document))


def index_of(lines: Lines, event: str, place: int = 0) -> int:
    """Return where in the list the first line of a kind stands, or a later one."""
    return [at for at, line in enumerate(lines) if line["event"] == event][place]


def give_twice(lines: Lines) -> None:
    """Give a number a second time."""
    lines[index_of(lines, "completed", 1)]["number"] = lines[index_of(lines, "completed")]["number"]


def leave_a_gap(lines: Lines) -> None:
    """Let the last number be a later one."""
    lines[index_of(lines, "completed", -1)]["number"] = "10000009"


def complete_what_was_not_begun(lines: Lines) -> None:
    """Take a start away, without renumbering."""
    lines[index_of(lines, "started")]["event"] = "archived"


def complete_twice(lines: Lines) -> None:
    """Say a completion again."""
    again = dict(lines[index_of(lines, "completed", -1)])
    lines.append({**again, "seq": len(lines) + 1, "number": "10000005"})


def plan_over_film(lines: Lines) -> None:
    """Plan anew what is on film."""
    lines.append({**lines[0], "seq": len(lines) + 1})


def take_a_temp_roll_twice(lines: Lines) -> None:
    """Let a second roll be filmed on the temp roll that another was filmed on."""
    used = next(line for line in lines if line["event"] == "refilm")["temp_roll"]
    lines.append({"seq": len(lines) + 1, "event": "rework", "project": "order", "roll": 1, "attempt": 1})
    start = {"event": "started", "project": "order", "roll": 1, "attempt": 2, "temp_roll": used}
    lines.append({"seq": len(lines) + 1, **start})


def renumber(lines: Lines) -> None:
    """Let a line say that it is another one."""
    lines[3]["seq"] = 99


def test_a_true_history_breaks_nothing(told: FilmOffice) -> None:
    assert told.prove() == []


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (1, give_twice),
        (1, leave_a_gap),
        (3, complete_what_was_not_begun),
        (3, complete_twice),
        (5, plan_over_film),
        (6, take_a_temp_roll_twice),
        (7, renumber),
    ],
)
def test_a_history_that_breaks_a_rule_is_found_out(
    store: Store, told: FilmOffice, rule: int, change: Callable[[Lines], None]
) -> None:
    rewritten(store, change)
    assert rule in {breach.rule for breach in told.prove()}


def test_a_line_that_is_gone_is_found_out_by_the_kept_versions(store: Store, told: FilmOffice) -> None:
    path = store.layout.live(PROJECT)
    document = json.loads(path.read_text())
    del document["entries"][4:]
    path.write_text(json.dumps(document))
    breaches = [breach for breach in told.prove() if breach.rule == 7]
    assert breaches
    assert "line 5 of this kept version is not in the ledger as it was" in breaches[0].text


def test_an_order_that_is_not_as_the_ledger_says_is_found_out(store: Store, told: FilmOffice) -> None:
    path = store.layout.live("order")
    document = json.loads(path.read_text())
    document["film_number_results"]["results"]["rolls_16mm"][0]["film_number"] = "10000077"
    path.write_text(json.dumps(document))
    assert {(breach.rule, breach.where) for breach in told.prove()} == {
        (5, "order"),
        (1, "order"),
        (4, "order"),
    }
    told.look("order")
    assert told.prove() == []


def test_an_order_that_cannot_be_read_is_found_out(store: Store, told: FilmOffice) -> None:
    store.layout.live("order").write_text("{")
    assert [(breach.rule, breach.where) for breach in told.prove()] == [(5, "order")]
