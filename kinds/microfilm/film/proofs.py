"""The seven rules, proved on a data folder: on the ledger's lines, on its kept versions, and on every order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kinds.kind import Document
from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Happening
from kinds.microfilm.film.ledger import Fault, Ledger, NumberStatus, Order
from kinds.microfilm.film.reducing import reduce
from kinds.microfilm.film.segments import numbered
from kinds.microfilm.film.temp_rolls import TempStatus

RULES = {
    1: "no film number is issued twice, and the ledger explains every gap",
    2: "only a completed filming uses a number",
    3: "completing twice is one completion",
    4: "a roll that is filmed again keeps its old number in the history",
    5: "rework of some rolls leaves the others alone, and orders are as the ledger says",
    6: "a temp roll exists, fits, and serves one roll",
    7: "everything is in the ledger, and the ledger only grows",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that breaks a rule."""

    rule: int
    where: str
    text: str


def prove(lines: list[dict[str, object]], kept: Iterable[tuple[str, list[dict[str, object]]]]) -> list[Breach]:
    """Hold the lines of a ledger against the rules, and against its kept versions by name."""
    ledger = reduce(lines)
    found = [Breach(fault.rule, f"line {fault.seq}", fault.text) for fault in ledger.faults]
    found += [Breach(fault.rule, f"line {fault.seq}", fault.text) for fault in _proved(ledger)]
    found += _gaps(ledger)
    for name, before in kept:
        if lines[: len(before)] != before:
            first = next((n for n, line in enumerate(before) if n >= len(lines) or lines[n] != line), 0) + 1
            found.append(Breach(7, name, f"line {first} of this kept version is not in the ledger as it was"))
    return found


def prove_order(ledger: Ledger, order: Order, document: Document, *, is_derived: bool) -> list[Breach]:
    """Hold an order's file against the ledger."""
    found = []
    if not is_derived:
        found.append(Breach(5, order.project, "the order is not as the ledger says; looking at it puts it right"))
    for each in numbered(document):
        issue = ledger.numbers.get(each.number)
        if issue is None and each.number not in order.dropped:
            found.append(Breach(1, order.project, f"roll {each.roll_id} has {each.number}, which was never issued"))
        elif issue is not None and (issue.project, issue.roll) != (order.project, each.roll_id):
            text = f"roll {each.roll_id} has {each.number}, which was issued to roll {issue.roll} of {issue.project!r}"
            found.append(Breach(1, order.project, text))
    shown = {each.number for each in numbered(document)}
    for number, issue in ledger.numbers.items():
        if issue.project == order.project and number not in shown and issue.roll is not None:
            found.append(Breach(4, order.project, f"{number} was issued to roll {issue.roll}, which does not show it"))
    return found


def _proved(ledger: Ledger) -> Iterator[Fault]:
    """Prove again what reading the lines demands, from the outcome."""
    completed: dict[tuple[str | None, int | None, int | None], int] = {}
    for entry in ledger.entries:
        if entry.event is Happening.COMPLETED:
            filming = (entry.project, entry.roll, entry.attempt)
            if filming in completed:
                yield Fault(entry.seq, 3, f"the filming was completed in line {completed[filming]} already")
            completed[filming] = entry.seq
    early = sum(issue.legacy for issue in ledger.numbers.values())
    if len(ledger.numbers) != len(completed) + early and not ledger.faults:
        text = f"{len(ledger.numbers)} numbers for {len(completed)} filmings and {early} early ones"
        yield Fault(len(ledger.entries), 2, text)
    yield from _of_rolls(ledger)
    yield from _of_temp_rolls(ledger)


def _of_rolls(ledger: Ledger) -> Iterator[Fault]:
    for order in ledger.orders.values():
        for roll in order.rolls.values():
            current = [issue for issue in roll.issues if issue.status is NumberStatus.CURRENT]
            if len(current) > 1:
                yield Fault(order.seq, 4, f"roll {roll.roll_id} of {order.project!r} has {len(current)} valid numbers")
            for issue in roll.issues:
                if issue.status is NumberStatus.SUPERSEDED and issue.superseded_by not in ledger.numbers:
                    yield Fault(order.seq, 4, f"{issue.number} is superseded by nothing")


def _of_temp_rolls(ledger: Ledger) -> Iterator[Fault]:
    holders: dict[str, str] = {}
    for order in ledger.orders.values():
        for roll in order.rolls.values():
            if roll.temp_roll is None:
                continue
            holder = f"roll {roll.roll_id} of {order.project!r}"
            if roll.temp_roll in holders:
                yield Fault(order.seq, 6, f"{roll.temp_roll} is reserved for {holders[roll.temp_roll]} and {holder}")
            holders[roll.temp_roll] = holder
    for found in ledger.temp_rolls.values():
        is_there = found.status in (TempStatus.AVAILABLE, TempStatus.RESERVED)
        if found.exists is not is_there:
            yield Fault(0, 6, f"{found.id} is {found.status} and {'exists' if found.exists else 'does not exist'}")
        if (found.status is TempStatus.RESERVED) is not (found.id in holders):
            yield Fault(0, 6, f"{found.id} is {found.status}, and {holders.get(found.id, 'nobody')} has it")


def _gaps(ledger: Ledger) -> Iterator[Breach]:
    for prefix, last in sorted(ledger.last.items()):
        issued = [numbering.running_of(number) for number in ledger.numbers if number[0] == prefix]
        known = sorted([(running, running) for running in issued] + ledger.skipped.get(prefix, []))
        missing, first, following = 0, 0, 1
        for begin, end in known:
            if begin > following:
                missing, first = missing + begin - following, first or following
            following = max(following, end + 1)
        if missing:
            named = numbering.film_number(prefix, first)
            text = f"{missing} numbers up to {numbering.film_number(prefix, last)} are explained by no line"
            yield Breach(1, f"location {prefix}", f"{text}, {named} the first")
