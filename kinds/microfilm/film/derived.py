"""The sections of an order as the ledger and the plan make them, in the shape that the older pages read.

Deriving twice changes nothing, so an order that a crash left behind its ledger is put right by doing it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.allocation import Plans, allocation_of
from kinds.microfilm.film.derived_index import index_of
from kinds.microfilm.film.derived_numbers import numbers_of
from kinds.microfilm.film.ledger import Issue, Order, Roll
from kinds.microfilm.film.segments import REGISTER, written
from kinds.microfilm.sections import BROWSER_KEYS, section
from storage.sameness import same


def derive(document: Document, order: Order, plans: Plans, at: str, index: Sequence[list[Any]] = ()) -> Document | None:
    """Return an order as the ledger makes it, or None if it is that already.

    Args:
        document: the order.
        order: what the ledger says of it.
        plans: the segments that are known; rolls without are left as they are.
        at: when the last line about this order was written, ISO 8601.
        index: rows of an earlier version, from which COM ids are taken that the order has lost.
    """
    made: dict[str, Any] = {REGISTER: register_of(order, plans)}
    if all(roll.key in plans for roll in order.rolls.values()):
        made["allocation_data"] = allocation_of(document, order, plans, at)
        made["index_data"] = index_of(document, order, plans, at, index)
    made["film_number_results"] = numbers_of(document, order, plans, at)
    changed = {name: value for name, value in made.items() if not same(_stands(document, name), value)}
    if not changed:
        return None
    renamed = {BROWSER_KEYS[name] for name in changed if name in BROWSER_KEYS}
    return {**{key: value for key, value in document.items() if key not in renamed}, **changed}


def register_of(order: Order, plans: Plans) -> dict[str, Any]:
    """Return where an order and each of its rolls is, in short, and what is on those that were ever on the camera."""
    found: dict[str, Any] = {"state": str(order.state), "line": order.seq, "settings": order.settings.as_dict()}
    found["rolls"] = [_short(roll, plans) for roll in order.rolls.values()]
    return {**found, "retired": [_short(roll, plans) for roll in order.retired]} if order.retired else found


def _short(roll: Roll, plans: Plans) -> Item:
    found: Item = {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "state": str(roll.state),
        "attempt": roll.attempt,
        "film_number": roll.current.number if roll.current else None,
        "temp_roll": roll.temp_roll,
        "numbers": [_of_issue(issue) for issue in roll.issues],
    }
    plan = plans.get(roll.key)
    if plan is not None and (roll.attempt or roll.issues):
        found["capacity"] = plan.capacity
        found["on_film"] = [written(segment) for segment in plan.segments]
    return found


def _of_issue(issue: Issue) -> Item:
    found = {
        "film_number": issue.number,
        "status": str(issue.status),
        "attempt": issue.attempt,
        "at": issue.at,
        "legacy": issue.legacy or None,
        "superseded_by": issue.superseded_by,
        "reason": issue.reason,
    }
    return {name: value for name, value in found.items() if value is not None}


def _stands(document: Document, name: str) -> Any:
    return document.get(name) if name == REGISTER else section(document, name)
