"""The ledger's lines read one after the other: everything that is shown follows from them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.ledger import Fault, Ledger, NumberStatus, Roll
from kinds.microfilm.film.steps import OrderState, OrderStep, RollState, Step
from kinds.microfilm.film.temp_rolls import TempStatus
from kinds.microfilm.film.transitions import (
    Impossible,
    advance,
    cut,
    finish,
    free,
    issue_number,
    order_of,
    reserve,
    roll_of,
    supersede,
    take_step,
)


def reduce(lines: Iterable[Mapping[str, Any]]) -> Ledger:
    """Work out what lines say; one that cannot be is a fault and changes nothing else."""
    ledger = Ledger()
    for place, line in enumerate(lines, 1):
        try:
            entry = Entry.of(line)
        except ValueError as error:
            ledger.faults.append(Fault(place, 7, str(error)))
            continue
        if entry.seq != place:
            ledger.faults.append(Fault(place, 7, f"line {place} says that it is line {entry.seq}"))
        add(ledger, entry)
    return ledger


def add(ledger: Ledger, entry: Entry) -> None:
    """Let one more line count."""
    ledger.entries.append(entry)
    if entry.key:
        ledger.keys[entry.key] = [*ledger.keys.get(entry.key, ()), entry]
    try:
        _READERS[entry.event](ledger, entry)
    except Impossible as error:
        ledger.faults.append(Fault(entry.seq, error.rule, str(error)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        ledger.faults.append(Fault(entry.seq, 7, f"the line cannot be read: {type(error).__name__} {error}"))
    if entry.project in ledger.orders:
        order = ledger.orders[entry.project]
        order.seq, order.location = entry.seq, entry.facts.get("location", order.location)


def _planned(ledger: Ledger, entry: Entry) -> None:
    order = order_of(ledger, entry, make=True)
    order.settings = FilmSettings(**entry.facts["settings"])
    if not order.settings.is_possible:
        raise Impossible(7, f"the settings {entry.facts['settings']} cannot be")
    for roll in [roll for roll in order.rolls.values() if roll.is_open]:
        free(ledger, roll)
        del order.rolls[roll.roll_id]
        if roll.issues:
            order.retired.append(roll)
    for found in entry.facts["rolls"]:
        if found["roll_id"] in order.rolls:
            raise Impossible(5, f"roll {found['roll_id']} was planned anew although it is on film or on the camera")
        order.rolls[found["roll_id"]] = Roll(**found)
    if any(roll.is_open for roll in order.rolls.values()):
        if order.state in (OrderState.COMPLETE, OrderState.ARCHIVED):
            advance(order, OrderStep.REWORK)
    else:
        finish(order)


def _started(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    take_step(roll, Step.START)
    advance(order, OrderStep.START)
    roll.attempt += 1
    order.begun = max(order.begun, roll.roll_id)
    if entry.attempt != roll.attempt:
        raise Impossible(7, f"attempt {entry.attempt} of roll {roll.roll_id} follows attempt {roll.attempt - 1}")
    if "temp_roll" in entry.facts:
        reserve(ledger, order, roll, entry.facts["temp_roll"])


def _completed(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    if entry.attempt != roll.attempt:
        raise Impossible(3, f"attempt {entry.attempt} of roll {roll.roll_id} is not the one that was filmed last")
    take_step(roll, Step.COMPLETE)
    issue = issue_number(ledger, entry, roll.temp_roll, follows=True)
    supersede(roll, issue)
    if roll.temp_roll is not None:
        used = ledger.temp_rolls[roll.temp_roll]
        used.status, used.exists = TempStatus.USED, False
        roll.temp_roll = None
    if "makes" in entry.facts:
        cut(ledger, entry, roll)
    finish(order)


def _failed(ledger: Ledger, entry: Entry) -> None:
    _, roll = roll_of(ledger, entry)
    take_step(roll, Step.FAIL)
    if entry.facts.get("spoiled") and roll.temp_roll is not None:
        spoiled = ledger.temp_rolls[roll.temp_roll]
        spoiled.status, spoiled.exists = TempStatus.EXHAUSTED, False
        roll.temp_roll = None
    free(ledger, roll)


def _refilm(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    was = roll.state
    take_step(roll, Step.REFILM)
    if was is RollState.FILMED:
        advance(order, OrderStep.REWORK)
    free(ledger, roll)
    if "temp_roll" in entry.facts:
        reserve(ledger, order, roll, entry.facts["temp_roll"])


def _rework(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    take_step(roll, Step.REWORK)
    advance(order, OrderStep.REWORK)


def _void(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    was = roll.state
    issue = roll.current
    if issue is None or issue.number != entry.number:
        raise Impossible(1, f"{entry.number} is not the number of roll {roll.roll_id}")
    take_step(roll, Step.VOID)
    issue.status, issue.reason = NumberStatus.VOID, entry.reason
    if was is RollState.FILMED:
        advance(order, OrderStep.REWORK)


def _archived(ledger: Ledger, entry: Entry) -> None:
    advance(order_of(ledger, entry), OrderStep.ARCHIVE)


def _released(ledger: Ledger, entry: Entry) -> None:
    found = ledger.temp_rolls[entry.facts["temp_roll"]]
    if found.status is not TempStatus.RESERVED:
        raise Impossible(6, f"temp roll {found.id} was released, but it is {found.status}")
    _, roll = roll_of(ledger, entry)
    if roll.temp_roll != found.id:
        raise Impossible(6, f"temp roll {found.id} is not reserved for roll {roll.roll_id} of {entry.project!r}")
    free(ledger, roll)


def _skipped(ledger: Ledger, entry: Entry) -> None:
    prefix = numbering.prefix_of(entry.facts["location"])
    first, last = entry.facts["first"], entry.facts["last"]
    if not 0 < first <= last <= numbering.LAST:
        raise Impossible(1, f"numbers {first} to {last} cannot be skipped")
    ledger.skipped.setdefault(prefix, []).append((first, last))
    ledger.last[prefix] = max(ledger.last.get(prefix, 0), last)


def _imported(ledger: Ledger, entry: Entry) -> None:
    order, roll = roll_of(ledger, entry)
    issue = issue_number(ledger, entry, None)
    issue.legacy = True
    order.begun = max(order.begun, roll.roll_id)
    if entry.facts.get("void"):
        issue.status, issue.reason = NumberStatus.VOID, entry.reason
        roll.issues.append(issue)
        return
    roll.state, roll.attempt = RollState.FILMED, max(roll.attempt, entry.attempt or 1)
    supersede(roll, issue)
    order.state = OrderState.FILMING
    finish(order)


def _dropped(ledger: Ledger, entry: Entry) -> None:
    order = order_of(ledger, entry, make=True)
    order.dropped.add(entry.facts["given"])
    if entry.number is not None and entry.number not in ledger.numbers:
        issue = issue_number(ledger, entry, None)
        issue.legacy, issue.status, issue.reason = True, NumberStatus.VOID, entry.reason


_READERS: dict[Happening, Callable[[Ledger, Entry], None]] = {
    Happening.PLANNED: _planned,
    Happening.STARTED: _started,
    Happening.COMPLETED: _completed,
    Happening.FAILED: _failed,
    Happening.REFILM: _refilm,
    Happening.REWORK: _rework,
    Happening.VOID: _void,
    Happening.ARCHIVED: _archived,
    Happening.RELEASED: _released,
    Happening.SKIPPED: _skipped,
    Happening.IMPORTED: _imported,
    Happening.DROPPED: _dropped,
}
