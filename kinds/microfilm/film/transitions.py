"""What lines of the ledger do to orders, rolls, numbers and temp rolls, and what they cannot do."""

from __future__ import annotations

from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry
from kinds.microfilm.film.ledger import Issue, Ledger, NumberStatus, Order, Roll
from kinds.microfilm.film.steps import OrderStep, RollState, Step, order_after, roll_after
from kinds.microfilm.film.temp_rolls import TempRoll, TempStatus, is_temp_roll


class Impossible(Exception):
    """A line that its predecessors do not allow."""

    def __init__(self, rule: int, text: str) -> None:
        super().__init__(text)
        self.rule = rule


def order_of(ledger: Ledger, entry: Entry, *, make: bool = False) -> Order:
    """Return the order of a line."""
    project = entry.project
    if project is None or (project not in ledger.orders and not make):
        raise Impossible(7, f"the order {project!r} was never planned")
    return ledger.orders.setdefault(project, Order(project))


def roll_of(ledger: Ledger, entry: Entry) -> tuple[Order, Roll]:
    """Return the roll of a line, and its order."""
    order = order_of(ledger, entry)
    roll = order.rolls.get(entry.roll or 0)
    if roll is None:
        raise Impossible(7, f"the order {entry.project!r} has no roll {entry.roll}")
    return order, roll


def take_step(roll: Roll, step: Step) -> None:
    """Take a roll on by a step."""
    after = roll_after(roll.state, step)
    if after is None:
        raise Impossible(3, f"{step} of roll {roll.roll_id}, which is {roll.state}")
    roll.state = after


def advance(order: Order, step: OrderStep) -> None:
    """Take an order on by a step."""
    after = order_after(order.state, step)
    if after is None:
        raise Impossible(7, f"{step} of the order {order.project!r}, which is {order.state}")
    order.state = after


def finish(order: Order) -> None:
    """Let an order be complete when its last roll is filmed."""
    is_filmed = order.rolls and all(roll.state is RollState.FILMED for roll in order.rolls.values())
    if is_filmed and order_after(order.state, OrderStep.ALL_FILMED):
        advance(order, OrderStep.ALL_FILMED)


def issue_number(ledger: Ledger, entry: Entry, temp_roll: str | None, *, follows: bool = False) -> Issue:
    """Give the number of a line away; one that `follows` is the next of its location."""
    number = entry.number
    if number is None or not numbering.is_film_number(number):
        raise Impossible(1, f"{number!r} is no film number")
    if number in ledger.numbers:
        raise Impossible(1, f"{number} was issued before, to {ledger.numbers[number].project!r}")
    following = numbering.film_number(number[0], ledger.next_running(number[0]))
    if follows and number != following:
        raise Impossible(1, f"{number} was issued where {following} came next")
    issue = Issue(number, entry.project, entry.roll, entry.attempt, entry.at, entry.facts.get("capacity", 0))
    issue.temp_roll = temp_roll
    ledger.numbers[number] = issue
    prefix, running = number[0], numbering.running_of(number)
    ledger.last[prefix] = max(ledger.last.get(prefix, 0), running)
    return issue


def supersede(roll: Roll, issue: Issue) -> None:
    """Let a number take the place of the one that the roll has."""
    before = roll.current
    if before is not None:
        before.status, before.superseded_by = NumberStatus.SUPERSEDED, issue.number
    roll.issues.append(issue)


def cut(ledger: Ledger, entry: Entry, roll: Roll) -> None:
    """Put the rest of a filmed roll among the temp rolls."""
    made = entry.facts["makes"]
    if not is_temp_roll(made["id"]):
        raise Impossible(6, f"{made['id']!r} is no id of a temp roll")
    if made["id"] in ledger.temp_rolls:
        raise Impossible(6, f"temp roll {made['id']} was cut before")
    source = (str(entry.project), roll.roll_id, str(entry.number))
    ledger.temp_rolls[made["id"]] = TempRoll(
        made["id"], roll.film_type, made["capacity"], made["usable"], source, entry.at
    )


def reserve(ledger: Ledger, order: Order, roll: Roll, temp_roll: str) -> None:
    """Keep a temp roll for a roll."""
    found = ledger.temp_rolls.get(temp_roll)
    if roll.temp_roll == temp_roll and found is not None:
        return
    if found is None or found.status is not TempStatus.AVAILABLE or not found.exists:
        raise Impossible(6, f"temp roll {temp_roll} was not to be had")
    if found.film_type != roll.film_type or found.usable < roll.pages:
        raise Impossible(6, f"temp roll {temp_roll} does not fit roll {roll.roll_id}")
    free(ledger, roll)
    found.status, found.reserved_for = TempStatus.RESERVED, (order.project, roll.roll_id)
    roll.temp_roll = temp_roll


def free(ledger: Ledger, roll: Roll) -> None:
    """Give back what a roll has reserved and did not use."""
    found = ledger.temp_rolls.get(roll.temp_roll or "")
    if found is not None and found.status is TempStatus.RESERVED:
        found.status, found.reserved_for = TempStatus.AVAILABLE, None
    roll.temp_roll = None
