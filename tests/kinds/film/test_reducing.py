"""Reading the ledger: what its lines say, and which lines cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from kinds.microfilm.film.ledger import Ledger, NumberStatus
from kinds.microfilm.film.reducing import reduce
from kinds.microfilm.film.steps import OrderState, RollState
from kinds.microfilm.film.temp_rolls import TempStatus

SETTINGS = {"capacity_16mm": 10, "capacity_35mm": 6, "padding": 1, "minimum": 2}


def roll(roll_id: int, pages: int = 4) -> dict[str, Any]:
    """Return what the ledger has of a planned roll."""
    ends = {"first": "a", "last": "b", "digest": f"digest-{roll_id}"}
    return {"roll_id": roll_id, "film_type": "16mm", "capacity": 10, "pages": pages, "documents": 1, **ends}


def planned(*roll_ids: int, project: str = "order") -> dict[str, Any]:
    """Plan rolls."""
    rolls = [roll(roll_id) for roll_id in roll_ids]
    return {"event": "planned", "project": project, "location": "OU", "settings": SETTINGS, "rolls": rolls}


def of_roll(event: str, roll_id: int = 1, attempt: int | None = 1, **facts: Any) -> dict[str, Any]:
    """Say what happened to a roll."""
    return {"event": event, "project": "order", "roll": roll_id, "attempt": attempt, **facts}


def completed(number: str, roll_id: int = 1, attempt: int = 1, **facts: Any) -> dict[str, Any]:
    """Complete a roll."""
    return of_roll("completed", roll_id, attempt, number=number, location="OU", capacity=10, **facts)


def read(*lines: dict[str, Any]) -> Ledger:
    """Read lines that stand one after the other."""
    return reduce({"seq": seq, "at": f"2026-11-21T08:00:{seq:02}.000Z", **line} for seq, line in enumerate(lines, 1))


TEMP_ROLL = {"id": "T1", "capacity": 6, "usable": 5}
FILMED = (planned(1, 2), of_roll("started"), completed("10000001", makes=TEMP_ROLL))


def test_a_filmed_roll_has_its_number_and_leaves_a_temp_roll() -> None:
    ledger = read(*FILMED)
    order = ledger.orders["order"]
    assert (order.state, order.rolls[1].state) == (OrderState.FILMING, RollState.FILMED)
    assert order.rolls[1].current is ledger.numbers["10000001"]
    assert ledger.temp_rolls["T1"].source == ("order", 1, "10000001")
    assert ledger.next_running("1") == 2
    assert ledger.faults == []


def test_a_failed_filming_uses_no_number() -> None:
    ledger = read(planned(1), of_roll("started"), of_roll("failed", spoiled=True))
    assert ledger.numbers == {}
    assert ledger.next_running("1") == 1


def test_a_roll_that_is_filmed_again_keeps_its_old_number_as_superseded() -> None:
    ledger = read(
        *(planned(1), of_roll("started"), completed("10000001"), of_roll("rework")),
        *(of_roll("started", attempt=2), completed("10000002", attempt=2)),
    )
    old, current = ledger.orders["order"].rolls[1].issues
    assert (old.number, old.status, old.superseded_by) == ("10000001", NumberStatus.SUPERSEDED, "10000002")
    assert (current.number, current.status) == ("10000002", NumberStatus.CURRENT)


def test_an_order_is_complete_with_its_last_roll_and_in_rework_with_its_first() -> None:
    lines = (*FILMED, of_roll("started", 2), completed("10000002", 2))
    assert read(*lines).orders["order"].state is OrderState.COMPLETE
    assert read(*lines, of_roll("rework", 2)).orders["order"].state is OrderState.REWORK


def test_planning_anew_drops_what_was_not_begun_and_gives_back_what_was_reserved_for_it() -> None:
    reserving = (*FILMED, of_roll("started", 2, temp_roll="T1"), of_roll("failed", 2, spoiled=False))
    again = of_roll("refilm", 2, temp_roll="T1")
    assert read(*reserving, again).temp_rolls["T1"].status is TempStatus.RESERVED
    ledger = read(*reserving, again, planned(3))
    assert sorted(ledger.orders["order"].rolls) == [1, 3]
    assert ledger.temp_rolls["T1"].status is TempStatus.AVAILABLE


def test_a_number_that_is_void_stays_in_the_history() -> None:
    ledger = read(*FILMED, of_roll("void", number="10000001", reason="the film tore"))
    assert ledger.numbers["10000001"].status is NumberStatus.VOID
    assert ledger.orders["order"].rolls[1].current is None
    assert ledger.next_running("1") == 2


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (1, (*FILMED, of_roll("started", 2), completed("10000001", 2))),
        (1, (planned(1), of_roll("started"), completed("1000001"))),
        (1, (*FILMED, of_roll("void", number="10000009"))),
        (3, (*FILMED, completed("10000002"))),
        (3, (planned(1), completed("10000001"))),
        (3, (planned(1), of_roll("started"), completed("10000001", attempt=2))),
        (5, (*FILMED, planned(1))),
        (6, (*FILMED, of_roll("started", 2, temp_roll="T2"))),
        (6, (*FILMED, of_roll("started", 2), completed("10000002", 2, makes=TEMP_ROLL))),
        (6, (*FILMED, {"event": "released", "project": "order", "temp_roll": "T1"})),
        (7, (of_roll("started"),)),
        (7, (planned(1), of_roll("started", 9))),
        (7, (planned(1), of_roll("started", attempt=2))),
        (7, ({"event": "dreamt"},)),
        (7, ({"event": "planned", "project": "order"},)),
        (7, (planned(1), {"event": "archived", "project": "order"})),
        (7, (*FILMED, of_roll("rework", seq=9))),
    ],
)
def test_a_line_that_cannot_be_is_a_fault_and_names_its_rule(rule: int, lines: tuple[dict[str, Any], ...]) -> None:
    (fault,) = read(*lines).faults
    assert (fault.rule, fault.seq) in {(rule, len(lines)), (rule, 9)}


def test_a_temp_roll_that_is_too_short_cannot_have_been_taken() -> None:
    short = {**TEMP_ROLL, "usable": 3}
    ledger = read(
        planned(1, 2), of_roll("started"), completed("10000001", makes=short), of_roll("started", 2, temp_roll="T1")
    )
    assert [fault.rule for fault in ledger.faults] == [6]
