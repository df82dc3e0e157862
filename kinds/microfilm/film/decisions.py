"""What a request does to the ledger: pure functions that return the lines to add, or say why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinds.microfilm.film.entries import Entry, Facts, Happening
from kinds.microfilm.film.errors import (
    IllegalStep,
    NoFitting,
    NoSuchRoll,
    NothingPlanned,
)
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.issuing import NumberSource, issued
from kinds.microfilm.film.ledger import Ledger, Order, Roll
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.steps import (
    OrderState,
    OrderStep,
    RollState,
    Step,
    legal_order_steps,
    legal_steps,
    order_after,
    roll_after,
)
from kinds.microfilm.film.temp_rolls import TempRoll, best_fit, is_offered, rest_of

BEST = "best"
"""Asks for the temp roll that fits best, if there is one."""
NEW = "new"
"""Asks for an empty roll of film."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says beside its roll."""

    reason: str | None = None
    temp_roll: str | None = None
    """Id of a temp roll, `best`, `new`, or None for what is usual."""
    spoiled: bool = True
    """Whether a filming that failed has exposed the film."""
    attempt: int | None = None
    """The filming that is meant, so that a late request does not end a later one."""


def planned(
    order: Order, rolls: Sequence[PlannedRoll], settings: FilmSettings, location: str, reason: str | None
) -> list[Entry]:
    """Plan the rolls of an order that are not on film yet."""
    lines = [_line_of(roll) for roll in rolls]
    facts = {"location": location, "rolls": lines, "settings": settings.as_dict()}
    return [Entry(Happening.PLANNED, order.project, reason=reason, facts=facts)]


def started(ledger: Ledger, order: Order, roll_id: int, asked: Asked) -> list[Entry]:
    """Put a roll on the camera."""
    roll = _able(order, roll_id, Step.START)
    film = _film(ledger, roll, asked.temp_roll or roll.temp_roll or NEW)
    facts = {} if film is None else {"temp_roll": film.id}
    freed = _freed(order, roll, keep=film)
    return [*freed, _of(Happening.STARTED, order, roll, asked, roll.attempt + 1, facts=facts)]


def completed(ledger: Ledger, order: Order, roll_id: int, asked: Asked, source: NumberSource) -> list[Entry]:
    """End a filming well: the roll gets its number, and its rest may become a temp roll.

    Nothing is to be done if that has happened already: a second click is no second filming.
    """
    roll = _roll(order, roll_id)
    if roll.state is RollState.FILMED and asked.attempt in (None, roll.attempt):
        return []
    if asked.attempt is not None and any(found.attempt == asked.attempt for found in roll.issues):
        return []
    _able(order, roll_id, Step.COMPLETE, asked)
    passed, number = issued(ledger, source)
    facts = {"location": source.location, **_film_facts(ledger, order, roll)}
    return [*passed, _of(Happening.COMPLETED, order, roll, asked, roll.attempt, facts=facts, number=number)]


def failed(order: Order, roll_id: int, asked: Asked) -> list[Entry]:
    """End a filming badly: no number is used, and a temp roll is spoiled unless nothing was exposed."""
    roll = _able(order, roll_id, Step.FAIL, asked)
    facts: Facts = {"spoiled": asked.spoiled}
    if roll.temp_roll is not None:
        facts["temp_roll"] = roll.temp_roll
    return [_of(Happening.FAILED, order, roll, asked, roll.attempt, facts=facts)]


def refilmed(ledger: Ledger, order: Order, roll_id: int, asked: Asked) -> list[Entry]:
    """Make a roll ready to be filmed again, on the temp roll that fits best unless another film is asked for."""
    roll = _able(order, roll_id, Step.REFILM)
    film = _film(ledger, roll, asked.temp_roll or BEST)
    facts = {} if film is None else {"temp_roll": film.id}
    return [_of(Happening.REFILM, order, roll, asked, roll.attempt, facts=facts)]


def reworked(order: Order, roll_ids: Sequence[int] | None, asked: Asked) -> list[Entry]:
    """Say that rolls on film have to be done again: those that are named, or all of them."""
    if order_after(order.state, OrderStep.REWORK) is None:
        raise _illegal_order(order, OrderStep.REWORK)
    chosen = [roll.roll_id for roll in order.rolls.values() if roll.state is RollState.FILMED]
    if roll_ids is not None:
        chosen = list(dict.fromkeys(roll_ids))
    if not chosen:
        raise _illegal_order(order, OrderStep.REWORK)
    rolls = [_able(order, roll_id, Step.REWORK) for roll_id in chosen]
    return [_of(Happening.REWORK, order, roll, asked, roll.attempt) for roll in rolls]


def voided(order: Order, roll_id: int, asked: Asked) -> list[Entry]:
    """Declare the number of a roll void."""
    roll = _able(order, roll_id, Step.VOID)
    issue = roll.current
    if issue is None:
        raise _illegal(order, roll, Step.VOID)
    return [_of(Happening.VOID, order, roll, asked, issue.attempt, number=issue.number)]


def archived(order: Order, asked: Asked) -> list[Entry]:
    """Say that an order is done with; nothing is to be done if it was said before."""
    if order.state is OrderState.ARCHIVED:
        return []
    if order_after(order.state, OrderStep.ARCHIVE) is None:
        raise _illegal_order(order, OrderStep.ARCHIVE)
    return [Entry(Happening.ARCHIVED, order.project, reason=asked.reason)]


def _line_of(roll: PlannedRoll) -> Facts:
    """Return what the ledger has to know of a planned roll."""
    return {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "capacity": roll.capacity,
        "pages": roll.pages_used,
        "documents": len(roll.segments),
        "first": roll.segments[0].doc_id,
        "last": roll.segments[-1].doc_id,
        "digest": roll.digest,
    }


def _roll(order: Order, roll_id: int) -> Roll:
    if not order.rolls:
        raise NothingPlanned(f"{order.project!r} has no rolls yet", id=order.project)
    found = order.rolls.get(roll_id)
    if found is None:
        raise NoSuchRoll(f"{order.project!r} has no roll {roll_id}", id=order.project, rolls=sorted(order.rolls))
    return found


def _able(order: Order, roll_id: int, step: Step, asked: Asked | None = None) -> Roll:
    """Return a roll that can take a step now."""
    roll = _roll(order, roll_id)
    if roll_after(roll.state, step) is None:
        raise _illegal(order, roll, step)
    if asked is not None and asked.attempt not in (None, roll.attempt):
        raise _illegal(order, roll, step, f", and attempt {asked.attempt} is not the one that is going on")
    return roll


def _illegal(order: Order, roll: Roll, step: Step, more: str = "") -> IllegalStep:
    legal = legal_steps(roll.state, has_number=roll.current is not None)
    text = f"roll {roll.roll_id} is {roll.state}; {step} is not possible{more}; possible: {', '.join(legal)}"
    facts = {"id": order.project, "roll": roll.roll_id, "state": str(roll.state), "attempt": roll.attempt}
    return IllegalStep(text, **facts, legal=legal)


def _illegal_order(order: Order, step: OrderStep) -> IllegalStep | NothingPlanned:
    if not order.rolls:
        return NothingPlanned(f"{order.project!r} has no rolls yet", id=order.project)
    legal = legal_order_steps(order.state, (roll.state for roll in order.rolls.values()))
    text = f"{order.project!r} is {order.state}; {step} is not possible; possible: {', '.join(legal)}"
    return IllegalStep(text, id=order.project, state=str(order.state), legal=legal)


def _film(ledger: Ledger, roll: Roll, wanted: str) -> TempRoll | None:
    """Return the temp roll that a roll is to be filmed on, or None for an empty one."""
    if wanted == NEW:
        return None
    if wanted == BEST:
        return best_fit(ledger.temp_rolls.values(), roll.film_type, roll.pages, roll.temp_roll)
    offered = [
        found for found in ledger.temp_rolls.values() if is_offered(found, roll.film_type, roll.pages, roll.temp_roll)
    ]
    for found in offered:
        if found.id == wanted:
            return found
    text = f"there is no free temp roll {wanted!r} of {roll.film_type} with {roll.pages} usable frames"
    raise NoFitting(text, roll=roll.roll_id, offered=[found.id for found in offered])


def forsaken(order: Order, roll: Roll) -> Entry:
    """Give back the temp roll of an order that is gone, or write it off if it was on the camera."""
    if roll.state is not RollState.FILMING:
        return released(order, roll, "the order is gone")
    facts = {"spoiled": True, "temp_roll": roll.temp_roll}
    return Entry(Happening.FAILED, order.project, roll.roll_id, roll.attempt, reason="the order is gone", facts=facts)


def released(order: Order, roll: Roll, reason: str) -> Entry:
    """Give back the temp roll that is reserved for a roll."""
    return Entry(Happening.RELEASED, order.project, roll.roll_id, reason=reason, facts={"temp_roll": roll.temp_roll})


def _freed(order: Order, roll: Roll, *, keep: TempRoll | None) -> list[Entry]:
    """Give back a temp roll that was reserved for a roll which is filmed on something else."""
    if roll.temp_roll is None or (keep is not None and keep.id == roll.temp_roll):
        return []
    return [released(order, roll, "other film was taken")]


def _film_facts(ledger: Ledger, order: Order, roll: Roll) -> Facts:
    """Say which film a roll was filmed on, and what is left of it."""
    on = ledger.temp_rolls.get(roll.temp_roll or "")
    capacity = roll.capacity if on is None else on.usable
    rest = rest_of(capacity, roll.pages, order.settings)
    facts: Facts = {"capacity": capacity, "rest": {"pages": rest.pages, "usable": rest.usable}}
    if on is not None:
        facts["temp_roll"] = on.id
    if rest.worth_keeping:
        facts["makes"] = {"id": ledger.next_temp_roll(), "capacity": rest.pages, "usable": rest.usable}
    else:
        facts["rest"]["unwind"] = True
    return facts


def _of(
    event: Happening,
    order: Order,
    roll: Roll,
    asked: Asked,
    attempt: int | None,
    *,
    facts: Facts | None = None,
    number: str | None = None,
) -> Entry:
    return Entry(event, order.project, roll.roll_id, attempt, number, asked.reason, facts or {})
