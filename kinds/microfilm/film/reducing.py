"""The ledger's lines read one after the other: everything that is shown follows from them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.ledger import Fault, Issue, Ledger, NumberStatus, Order, Roll
from kinds.microfilm.film.steps import OrderState, OrderStep, RollState, Step, order_after, roll_after
from kinds.microfilm.film.temp_rolls import TempRoll, TempStatus, is_temp_roll


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
    except _Impossible as error:
        ledger.faults.append(Fault(entry.seq, error.rule, str(error)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        ledger.faults.append(Fault(entry.seq, 7, f"the line cannot be read: {type(error).__name__} {error}"))
    if entry.project in ledger.orders:
        order = ledger.orders[entry.project]
        order.seq, order.location = entry.seq, entry.facts.get("location", order.location)


class _Impossible(Exception):
    """A line that its predecessors do not allow."""

    def __init__(self, rule: int, text: str) -> None:
        super().__init__(text)
        self.rule = rule


def _planned(ledger: Ledger, entry: Entry) -> None:
    order = _order_of(ledger, entry, make=True)
    order.settings = FilmSettings(**entry.facts["settings"])
    if not order.settings.is_possible:
        raise _Impossible(7, f"the settings {entry.facts['settings']} cannot be")
    for roll in [roll for roll in order.rolls.values() if roll.is_open]:
        _free(ledger, roll)
        del order.rolls[roll.roll_id]
        if roll.issues:
            order.retired.append(roll)
    for found in entry.facts["rolls"]:
        if found["roll_id"] in order.rolls:
            raise _Impossible(5, f"roll {found['roll_id']} was planned anew although it is on film or on the camera")
        order.rolls[found["roll_id"]] = Roll(**found)
    if any(roll.is_open for roll in order.rolls.values()):
        if order.state in (OrderState.COMPLETE, OrderState.ARCHIVED):
            _advance(order, OrderStep.REWORK)
    else:
        _finish(order)


def _started(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    _step(roll, Step.START)
    _advance(order, OrderStep.START)
    roll.attempt += 1
    order.begun = max(order.begun, roll.roll_id)
    if entry.attempt != roll.attempt:
        raise _Impossible(7, f"attempt {entry.attempt} of roll {roll.roll_id} follows attempt {roll.attempt - 1}")
    if "temp_roll" in entry.facts:
        _reserve(ledger, order, roll, entry.facts["temp_roll"])


def _completed(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    if entry.attempt != roll.attempt:
        raise _Impossible(3, f"attempt {entry.attempt} of roll {roll.roll_id} is not the one that was filmed last")
    _step(roll, Step.COMPLETE)
    issue = _issued(ledger, entry, roll.temp_roll, follows=True)
    _supersede(roll, issue)
    if roll.temp_roll is not None:
        used = ledger.temp_rolls[roll.temp_roll]
        used.status, used.exists = TempStatus.USED, False
        roll.temp_roll = None
    if "makes" in entry.facts:
        _cut(ledger, entry, roll)
    _finish(order)


def _failed(ledger: Ledger, entry: Entry) -> None:
    _, roll = _roll_of(ledger, entry)
    _step(roll, Step.FAIL)
    if entry.facts.get("spoiled") and roll.temp_roll is not None:
        spoiled = ledger.temp_rolls[roll.temp_roll]
        spoiled.status, spoiled.exists = TempStatus.EXHAUSTED, False
        roll.temp_roll = None
    _free(ledger, roll)


def _refilm(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    was = roll.state
    _step(roll, Step.REFILM)
    if was is RollState.FILMED:
        _advance(order, OrderStep.REWORK)
    _free(ledger, roll)
    if "temp_roll" in entry.facts:
        _reserve(ledger, order, roll, entry.facts["temp_roll"])


def _rework(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    _step(roll, Step.REWORK)
    _advance(order, OrderStep.REWORK)


def _void(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    was = roll.state
    issue = roll.current
    if issue is None or issue.number != entry.number:
        raise _Impossible(1, f"{entry.number} is not the number of roll {roll.roll_id}")
    _step(roll, Step.VOID)
    issue.status, issue.reason = NumberStatus.VOID, entry.reason
    if was is RollState.FILMED:
        _advance(order, OrderStep.REWORK)


def _archived(ledger: Ledger, entry: Entry) -> None:
    _advance(_order_of(ledger, entry), OrderStep.ARCHIVE)


def _released(ledger: Ledger, entry: Entry) -> None:
    found = ledger.temp_rolls[entry.facts["temp_roll"]]
    if found.status is not TempStatus.RESERVED:
        raise _Impossible(6, f"temp roll {found.id} was released, but it is {found.status}")
    _, roll = _roll_of(ledger, entry)
    if roll.temp_roll != found.id:
        raise _Impossible(6, f"temp roll {found.id} is not reserved for roll {roll.roll_id} of {entry.project!r}")
    _free(ledger, roll)


def _skipped(ledger: Ledger, entry: Entry) -> None:
    prefix = numbering.prefix_of(entry.facts["location"])
    first, last = entry.facts["first"], entry.facts["last"]
    if not 0 < first <= last <= numbering.LAST:
        raise _Impossible(1, f"numbers {first} to {last} cannot be skipped")
    ledger.skipped.setdefault(prefix, []).append((first, last))
    ledger.last[prefix] = max(ledger.last.get(prefix, 0), last)


def _imported(ledger: Ledger, entry: Entry) -> None:
    order, roll = _roll_of(ledger, entry)
    issue = _issued(ledger, entry, None)
    issue.legacy = True
    order.begun = max(order.begun, roll.roll_id)
    if entry.facts.get("void"):
        issue.status, issue.reason = NumberStatus.VOID, entry.reason
        roll.issues.append(issue)
        return
    roll.state, roll.attempt = RollState.FILMED, max(roll.attempt, entry.attempt or 1)
    _supersede(roll, issue)
    order.state = OrderState.FILMING
    _finish(order)


def _dropped(ledger: Ledger, entry: Entry) -> None:
    order = _order_of(ledger, entry, make=True)
    order.dropped.add(entry.facts["given"])
    if entry.number is not None and entry.number not in ledger.numbers:
        issue = _issued(ledger, entry, None)
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


def _order_of(ledger: Ledger, entry: Entry, *, make: bool = False) -> Order:
    project = entry.project
    if project is None or (project not in ledger.orders and not make):
        raise _Impossible(7, f"the order {project!r} was never planned")
    return ledger.orders.setdefault(project, Order(project))


def _roll_of(ledger: Ledger, entry: Entry) -> tuple[Order, Roll]:
    order = _order_of(ledger, entry)
    roll = order.rolls.get(entry.roll or 0)
    if roll is None:
        raise _Impossible(7, f"the order {entry.project!r} has no roll {entry.roll}")
    return order, roll


def _step(roll: Roll, step: Step) -> None:
    after = roll_after(roll.state, step)
    if after is None:
        raise _Impossible(3, f"{step} of roll {roll.roll_id}, which is {roll.state}")
    roll.state = after


def _advance(order: Order, step: OrderStep) -> None:
    after = order_after(order.state, step)
    if after is None:
        raise _Impossible(7, f"{step} of the order {order.project!r}, which is {order.state}")
    order.state = after


def _finish(order: Order) -> None:
    """Let an order be complete when its last roll is filmed."""
    is_filmed = order.rolls and all(roll.state is RollState.FILMED for roll in order.rolls.values())
    if is_filmed and order_after(order.state, OrderStep.ALL_FILMED):
        _advance(order, OrderStep.ALL_FILMED)


def _issued(ledger: Ledger, entry: Entry, temp_roll: str | None, *, follows: bool = False) -> Issue:
    number = entry.number
    if number is None or not numbering.is_film_number(number):
        raise _Impossible(1, f"{number!r} is no film number")
    if number in ledger.numbers:
        raise _Impossible(1, f"{number} was issued before, to {ledger.numbers[number].project!r}")
    following = numbering.film_number(number[0], ledger.next_running(number[0]))
    if follows and number != following:
        raise _Impossible(1, f"{number} was issued where {following} came next")
    issue = Issue(number, entry.project, entry.roll, entry.attempt, entry.at, entry.facts.get("capacity", 0))
    issue.temp_roll = temp_roll
    ledger.numbers[number] = issue
    prefix, running = number[0], numbering.running_of(number)
    ledger.last[prefix] = max(ledger.last.get(prefix, 0), running)
    return issue


def _supersede(roll: Roll, issue: Issue) -> None:
    before = roll.current
    if before is not None:
        before.status, before.superseded_by = NumberStatus.SUPERSEDED, issue.number
    roll.issues.append(issue)


def _cut(ledger: Ledger, entry: Entry, roll: Roll) -> None:
    made = entry.facts["makes"]
    if not is_temp_roll(made["id"]):
        raise _Impossible(6, f"{made['id']!r} is no id of a temp roll")
    if made["id"] in ledger.temp_rolls:
        raise _Impossible(6, f"temp roll {made['id']} was cut before")
    source = (str(entry.project), roll.roll_id, str(entry.number))
    ledger.temp_rolls[made["id"]] = TempRoll(
        made["id"], roll.film_type, made["capacity"], made["usable"], source, entry.at
    )


def _reserve(ledger: Ledger, order: Order, roll: Roll, temp_roll: str) -> None:
    found = ledger.temp_rolls.get(temp_roll)
    if roll.temp_roll == temp_roll and found is not None:
        return
    if found is None or found.status is not TempStatus.AVAILABLE or not found.exists:
        raise _Impossible(6, f"temp roll {temp_roll} was not to be had")
    if found.film_type != roll.film_type or found.usable < roll.pages:
        raise _Impossible(6, f"temp roll {temp_roll} does not fit roll {roll.roll_id}")
    _free(ledger, roll)
    found.status, found.reserved_for = TempStatus.RESERVED, (order.project, roll.roll_id)
    roll.temp_roll = temp_roll


def _free(ledger: Ledger, roll: Roll) -> None:
    """Give back what a roll has reserved and did not use."""
    found = ledger.temp_rolls.get(roll.temp_roll or "")
    if found is not None and found.status is TempStatus.RESERVED:
        found.status, found.reserved_for = TempStatus.AVAILABLE, None
    roll.temp_roll = None
