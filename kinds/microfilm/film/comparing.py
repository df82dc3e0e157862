"""How the file of an order compares with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kinds.kind import Document
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.segments import REGISTER, allocated
from kinds.microfilm.sections import inside, section
from kinds.microfilm.sessions import moment_of
from storage.index import Row

_LONGEST_LOCATION = 200
_RIGHT_AFTER = timedelta(seconds=2)
"""The register saves an order right after the ledger's line about it."""


def location_of(document: Document) -> str:
    """Return whose numbers an order gets; empty if it does not say."""
    found = inside(section(document, "project_state"), "projectInfo", "location")
    return found.strip()[:_LONGEST_LOCATION] if isinstance(found, str) else ""


def has_other_plan(document: Document, order: Order | None, at: str) -> bool:
    """Say whether an order has rolls that another program planned after the register did, `at` that moment."""
    rolls = allocated(document)
    if not is_allocation(rolls) or (order is not None and order.begun):
        return False
    if order is None:
        return True
    derived = inside(document, REGISTER, "line") == order.seq  # else a crash kept the register's plan out of it
    planned = moment_of(inside(section(document, "allocation_data"), "lastUpdated"))
    is_later = planned is not None and planned > datetime.fromisoformat(at)
    return derived and is_later and {roll.key for roll in rolls} != {roll.key for roll in order.rolls.values()}


def may_lag(order: Order, ledger: Ledger, row: Row | None) -> bool:
    """Say whether somebody else has saved an order since its last line; the register saves it right after that."""
    if row is None:
        return False
    last = datetime.fromisoformat(ledger.entries[order.seq - 1].at)
    return row.facts.get("film_line") != order.seq or row.saved_at_ns > (last + _RIGHT_AFTER).timestamp() * 1e9


def is_allocation(rolls: Sequence[PlannedRoll]) -> bool:
    """Say whether an older program's allocation can be filmed: rolls with ids of their own, as film can hold them."""
    ids = {roll.roll_id for roll in rolls}
    return bool(rolls) and len(ids) == len(rolls) and all(roll.is_possible for roll in rolls)


def is_planned(order: Order, rolls: Sequence[PlannedRoll], settings: FilmSettings) -> bool:
    """Say whether an order is planned like that already."""
    stands = {(roll.roll_id, roll.digest, roll.capacity) for roll in order.rolls.values() if roll.is_open}
    wanted = {(roll.roll_id, roll.digest, roll.capacity) for roll in rolls}
    return bool(order.seq) and stands == wanted and settings == order.settings
