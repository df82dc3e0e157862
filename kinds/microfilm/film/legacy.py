"""Numbers that the old system gave while an order was registered, before anything was filmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.issuing import FAR
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.segments import Numbered, allocated, film_numbers, numbered
from kinds.microfilm.sections import objects_inside

_OLDER = "issued before this ledger was begun"


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a registrar knows of early numbers."""

    filmed: bool = True
    """Whether the rolls are on film; if not, their numbers are void and the rolls are still to be filmed."""
    drop: bool = False
    """Whether numbers that do not fit are given up, so that the order can go on."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something about an early number that does not go together with the rest."""

    roll: int
    number: str
    code: str
    text: str
    refused: bool = True
    """Whether the number is not taken over because of it."""
    dropped: bool = False
    """Whether it was dropped, so that the order can go on without it."""

    def as_dict(self) -> Item:
        """Return what the report shows."""
        return {
            "roll": self.roll,
            "number": self.number,
            "code": self.code,
            "detail": self.text,
            "taken": not self.refused,
            "dropped": self.dropped,
        }


@dataclass(frozen=True, slots=True)
class Import:
    """What is taken over."""

    entries: list[Entry] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    """Numbers that the ledger has already for the same roll."""
    misfits: list[Misfit] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Return what a registrar is told."""
        return {"taken": self.taken, "known": self.known, "misfits": [misfit.as_dict() for misfit in self.misfits]}


def imported(ledger: Ledger, order: Order, document: Document, location: str, takeover: Takeover) -> Import:
    """Take the early numbers of an order over into the ledger.

    Args:
        ledger: what it says now.
        order: the order as the ledger has it, with the rolls of its allocation.
        document: the order.
        location: whose numbers they should be.
        takeover: what the registrar knows of them.
    """
    done = Import()
    plans = {roll.roll_id: roll for roll in allocated(document) if roll.roll_id in order.rolls}
    for found in numbered(document):
        issue = ledger.numbers.get(found.number)
        is_known = issue is not None and (issue.project, issue.roll) == (order.project, found.roll_id)
        if is_known or found.number in order.dropped:
            done.known.append(found.number)
            continue
        misfits = list(_misfits(ledger, done, found, plans.get(found.roll_id), location))
        if takeover.drop and any(misfit.refused for misfit in misfits):
            misfits = [replace(misfit, dropped=True) for misfit in misfits]
            done.entries.append(_dropped(order, found, takeover))
        elif not any(misfit.refused for misfit in misfits):
            done.taken.append(found.number)
            before = sum(entry.roll == found.roll_id for entry in done.entries)
            done.entries.append(_taken(order, found, location, takeover, before))
        done.misfits.extend(misfits)
    done.entries[:0] = _older_numbers(ledger, [entry.number for entry in done.entries if entry.number])
    return done


def unknown_numbers(order: Order, document: Document) -> list[str]:
    """Return the film numbers in an order that the ledger has not issued to it, and that were not dropped.

    In an order that was filmed with this ledger they are a slip of somebody's hand, and the ledger is right.
    """
    issues = [issue for roll in order.all_rolls for issue in roll.issues]
    if order.begun and not any(issue.legacy for issue in issues):
        return []
    mine = {issue.number for issue in issues}
    return [number for number in film_numbers(document) if number not in mine | order.dropped]


def _taken(order: Order, found: Numbered, location: str, takeover: Takeover, before: int) -> Entry:
    is_void = found.status == "void" or not takeover.filmed
    facts = {"legacy": True, "location": location, "capacity": found.plan.capacity if found.plan else 0}
    usual = "given early and never filmed" if is_void else "given before filming by the old system"
    why = takeover.reason or usual
    attempt = None if is_void else 1 + before + len(order.rolls[found.roll_id].issues)
    if is_void:
        facts["void"] = True
    return Entry(Happening.IMPORTED, order.project, found.roll_id, attempt, found.number, why, facts)


def _dropped(order: Order, found: Numbered, takeover: Takeover) -> Entry:
    number = found.number if numbering.is_film_number(found.number) else None
    facts = {"legacy": True, "given": found.number}
    return Entry(Happening.DROPPED, order.project, number=number, reason=takeover.reason, facts=facts)


def _misfits(
    ledger: Ledger, done: Import, found: Numbered, plan: PlannedRoll | None, location: str
) -> Iterator[Misfit]:
    number, roll = found.number, found.roll_id

    def misfit(code: str, text: str, *, refused: bool = True) -> Misfit:
        return Misfit(roll, number, code, text, refused)

    issue = ledger.numbers.get(number)
    if not numbering.is_film_number(number):
        yield misfit("not_a_number", f"{number!r} is no film number of eight digits")
    elif issue is not None:
        yield misfit("issued", f"{number} was issued to roll {issue.roll} of {issue.project!r}")
    elif number in done.taken:
        yield misfit("twice", f"{number} stands at two rolls of this order")
    elif 0 < ledger.last.get(number[0], 0) < numbering.running_of(number) - FAR:
        yield misfit(
            "far", f"{number} is far from the numbers of the ledger; if it is right, raise the next number first"
        )
    elif number[0] != numbering.prefix_of(location):
        yield misfit("location", f"{number} is no number of {location!r}", refused=False)
    if found.plan is None:
        yield misfit("no_blips", f"the documents of roll {roll} have no blips that can be read")
    elif plan is None:
        yield misfit("no_roll", f"the allocation has no roll {roll}")
    elif plan.digest != found.plan.digest and found.status == "current":
        first = _first_difference(found.plan, plan)
        yield misfit("blips", f"the blips of roll {roll} are not those of its allocation: {first}")
    wrong = _wrong_blips(found)
    if wrong:
        yield misfit("blips", f"{wrong} of the blips of {number} begin with another number")


def _first_difference(roll: PlannedRoll, plan: PlannedRoll) -> str:
    for there, planned in zip(roll.segments, plan.segments, strict=False):
        one = (there.doc_id, there.page_range, there.frame_range, there.document_index)
        other = (planned.doc_id, planned.page_range, planned.frame_range, planned.document_index)
        if one != other:
            return (
                f"{there.doc_id} is on frames {there.frame_range[0]} to {there.frame_range[1]}, and {planned.doc_id} "
                f"is planned on {planned.frame_range[0]} to {planned.frame_range[1]}"
            )
    return f"{len(roll.segments)} documents have blips, and {len(plan.segments)} are planned"


def _wrong_blips(found: Numbered) -> int:
    segments = objects_inside(found.item, "document_segments")
    blips = [str(segment.get(name)) for segment in segments for name in ("blip", "blipend")]
    return sum(not blip.startswith(f"{found.number}-") for blip in blips)


def _older_numbers(ledger: Ledger, taken: Sequence[str]) -> list[Entry]:
    """Explain the numbers below the highest one that is taken over, which the ledger never issued."""
    found: list[Entry] = []
    for prefix in sorted({number[0] for number in taken}):
        known = {numbering.running_of(number) for number in [*ledger.numbers, *taken] if number[0] == prefix}
        highest = max(numbering.running_of(number) for number in taken if number[0] == prefix)
        first = ledger.next_running(prefix)
        while first <= highest:
            if first in known:
                first += 1
                continue
            last = min((number for number in known if number > first), default=highest + 1) - 1
            facts = {"location": numbering.LOCATIONS[prefix], "first": first, "last": last}
            found.append(Entry(Happening.SKIPPED, reason=_OLDER, facts=facts))
            first = last + 1
    return found
