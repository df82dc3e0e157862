"""Numbers that the old system gave while an order was registered, before anything was filmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.ledger import Ledger
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.segments import allocated, numbered
from kinds.microfilm.sections import inside, section

_OLDER = "issued before this ledger was begun"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something about an early number that does not go together with the rest."""

    roll: int
    number: str
    code: str
    text: str
    refused: bool = True
    """Whether the number is not taken over because of it."""

    def as_dict(self) -> Item:
        """Return what the report shows."""
        return {
            "roll": self.roll,
            "number": self.number,
            "code": self.code,
            "detail": self.text,
            "taken": not self.refused,
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


def imported(
    ledger: Ledger, project: str, document: Document, location: str, *, filmed: bool, reason: str | None
) -> Import:
    """Take the early numbers of an order over into the ledger.

    Args:
        ledger: what it says now; the order's rolls are planned in it.
        project: id of the order.
        document: the order.
        location: whose numbers they should be.
        filmed: whether the rolls are on film; if not, their numbers are void and the rolls are still to be filmed.
        reason: why, in the ledger.
    """
    done = Import()
    plans = {roll.roll_id: roll for roll in allocated(document)}
    for number, roll in numbered(document):
        issue = ledger.numbers.get(number)
        if issue is not None and (issue.project, issue.roll) == (project, roll.roll_id):
            done.known.append(number)
            continue
        found = list(
            _misfits(ledger, done, number, roll, plan=plans.get(roll.roll_id), document=document, location=location)
        )
        done.misfits.extend(found)
        if any(misfit.refused for misfit in found):
            continue
        facts = {"legacy": True, "location": location, "capacity": roll.capacity, **({} if filmed else {"void": True})}
        why = reason or ("given before filming by the old system" if filmed else "given early and never filmed")
        entry = Entry(Happening.IMPORTED, project, roll.roll_id, 1 if filmed else None, number, why, facts)
        done.taken.append(number)
        done.entries.append(entry)
    done.entries[:0] = _older_numbers(ledger, done.taken)
    return done


def unknown_numbers(ledger: Ledger, project: str, document: Document) -> list[str]:
    """Return the film numbers in an order that the ledger has not issued to it."""
    results = inside(section(document, "film_number_results"), "results")
    rolls = [roll for kind in ("16mm", "35mm") for roll in _dicts(inside(results, f"rolls_{kind}"))]
    found = [str(roll["film_number"]) for roll in rolls if roll.get("film_number")]
    return [number for number in found if number not in ledger.numbers or ledger.numbers[number].project != project]


def _dicts(value: object) -> list[Item]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _misfits(
    ledger: Ledger,
    done: Import,
    number: str,
    roll: PlannedRoll,
    *,
    plan: PlannedRoll | None,
    document: Document,
    location: str,
) -> Iterable[Misfit]:
    def misfit(code: str, text: str, *, refused: bool = True) -> Misfit:
        return Misfit(roll.roll_id, number, code, text, refused)

    issue = ledger.numbers.get(number)
    if not numbering.is_film_number(number):
        yield misfit("not_a_number", f"{number!r} is no film number of eight digits")
    elif issue is not None:
        yield misfit("issued", f"{number} was issued to roll {issue.roll} of {issue.project!r}")
    elif number in done.taken:
        yield misfit("twice", f"{number} stands at two rolls of this order")
    elif number[0] != numbering.prefix_of(location):
        yield misfit("location", f"{number} is no number of {location!r}", refused=False)
    if plan is None:
        yield misfit("no_roll", f"the allocation has no roll {roll.roll_id}")
        return
    if plan.digest != roll.digest:
        first = _first_difference(roll, plan)
        yield misfit("blips", f"the blips of roll {roll.roll_id} are not those of its allocation: {first}")
    wrong = _wrong_blips(document, number)
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


def _wrong_blips(document: Document, number: str) -> int:
    results = inside(section(document, "film_number_results"), "results")
    rolls = [roll for kind in ("16mm", "35mm") for roll in _dicts(inside(results, f"rolls_{kind}"))]
    blips = [
        str(segment.get(name))
        for roll in rolls
        if roll.get("film_number") == number
        for segment in _dicts(roll.get("document_segments"))
        for name in ("blip", "blipend")
    ]
    return sum(not blip.startswith(f"{number}-") for blip in blips)


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
