"""What a registrar is shown: rolls, labels, temp rolls and lines, from the ledger and the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film import numbering
from kinds.microfilm.film.allocation import Plans
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.ledger import Issue, Ledger, Order, Roll
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.film.pieces import pieces_of, uncounted
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.proofs import RULES, Breach
from kinds.microfilm.film.segments import documents_of
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import legal_order_steps, legal_steps
from kinds.microfilm.film.temp_rolls import TempRoll, best_fit, is_offered, rest_of
from kinds.microfilm.sections import inside, section
from storage.documents import Notice


def order_of(standing: Standing) -> dict[str, Any]:
    """Return where an order and its rolls are, and what can be done next."""
    order = standing.order
    states = [roll.state for roll in order.rolls.values()]
    return {
        "project": standing.project,
        "archive_id": _archive_id(standing.document),
        "location": standing.location,
        "state": str(order.state),
        "steps": legal_order_steps(order.state, states),
        "settings": order.settings.as_dict(),
        "rolls": [roll_of(order, roll) for roll in order.rolls.values()],
        "warnings": [notice.as_dict() for notice in _warnings(standing)],
    }


def outcome_of(standing: Standing) -> dict[str, Any]:
    """Return how an order stands after a request, and what the ledger says of the request."""
    given = [entry.number for entry in standing.entries if entry.event is Happening.COMPLETED]
    return {
        **order_of(standing),
        "film_number": given[0] if given else standing.number,
        "entries": [entry.as_dict() for entry in standing.entries],
        "repeated": standing.repeated,
    }


def roll_of(order: Order, roll: Roll) -> Item:
    """Return one roll; `potential_temp_roll` is what filming it on an empty roll would leave."""
    rest = rest_of(roll.capacity, roll.pages, order.settings)
    current = roll.current
    return {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "state": str(roll.state),
        "steps": legal_steps(roll.state, has_number=current is not None),
        "attempt": roll.attempt,
        "film_number": current.number if current else None,
        "capacity": roll.capacity,
        "pages_used": roll.pages,
        "pages_remaining": rest.pages,
        "utilization": round(roll.pages / roll.capacity, 4),
        "documents": roll.documents,
        "first_document": roll.first,
        "last_document": roll.last,
        "temp_roll": roll.temp_roll,
        "potential_temp_roll": {"usable": rest.usable, "worth_keeping": rest.worth_keeping},
        "numbers": [_issue(issue) for issue in roll.issues],
    }


def labels_of(standing: Standing, plans: Plans) -> list[Item]:
    """Return what is written on the box of each roll that has a number."""
    numbered = [(roll, roll.current) for roll in standing.order.rolls.values()]
    document = standing.document
    return [_label(roll, issue, document, plans.get(roll.key)) for roll, issue in numbered if issue is not None]


def temp_rolls_of(ledger: Ledger, film_type: str | None, pages: int | None) -> dict[str, Any]:
    """Return the temp rolls, all of them, or those that are offered for so many pages, and which fits best."""
    found = [each for each in ledger.temp_rolls.values() if film_type in (None, each.film_type)]
    if pages is None:
        return {"temp_rolls": [temp_roll_of(each) for each in found], "best": None}
    offered = [each for each in found if is_offered(each, each.film_type, pages)]
    best = min(
        (fit for kind in {each.film_type for each in offered} if (fit := best_fit(offered, kind, pages))),
        key=lambda each: each.usable,
        default=None,
    )
    return {"temp_rolls": [temp_roll_of(each) for each in offered], "best": best.id if best else None}


def temp_roll_of(found: TempRoll) -> Item:
    """Return one temp roll."""
    project, roll, number = found.source
    reserved = found.reserved_for
    return {
        "id": found.id,
        "film_type": found.film_type,
        "status": str(found.status),
        "exists": found.exists,
        "capacity": found.capacity,
        "usable": found.usable,
        "source": {"project": project, "roll": roll, "film_number": number},
        "roll": {"project": reserved[0], "roll": reserved[1]} if reserved else None,
        "at": found.at,
    }


def lines_of(ledger: Ledger, location: str | None = None, project: str | None = None) -> list[Item]:
    """Return the lines, or those about one location or one order."""
    prefix = None if location is None else numbering.prefix_of(location)
    return [
        entry.as_dict()
        for entry in ledger.entries
        if project in (None, entry.project) and prefix in (None, _prefix(ledger, entry))
    ]


def next_numbers(ledger: Ledger) -> dict[str, str | None]:
    """Return the number that each location gives next, or None if it has none left."""
    following = {location: (prefix, ledger.next_running(prefix)) for prefix, location in numbering.LOCATIONS.items()}
    return {
        location: numbering.film_number(prefix, running) if running <= numbering.LAST else None
        for location, (prefix, running) in following.items()
    }


def rules_of(breaches: Sequence[Breach]) -> dict[str, Any]:
    """Return each rule, and what breaks it."""
    rules = [
        {
            "rule": rule,
            "text": text,
            "holds": not any(breach.rule == rule for breach in breaches),
            "breaches": [{"where": found.where, "text": found.text} for found in breaches if found.rule == rule],
        }
        for rule, text in RULES.items()
    ]
    return {"holds": not breaches, "rules": rules}


def _warnings(standing: Standing) -> Iterator[Notice]:
    if standing.unknown:
        text = (
            f"{len(standing.unknown)} film numbers in the order are not in the ledger, {standing.unknown[0]} the first"
        )
        yield Notice("numbers_unknown", f"{text}; they were given early and have to be taken over")
    yield from _left_out(standing)
    if not standing.location:
        yield Notice("location_missing", "the order does not say its location; its numbers would begin with 3")


def _left_out(standing: Standing) -> Iterator[Notice]:
    """Say what will not be on film as things stand."""
    documents = documents_of(standing.document)
    left = uncounted(documents)
    if left:
        text = f"{len(left)} documents have no name or no page count and are on no roll, {left[0]!r} the first"
        yield Notice("documents_left_out", text)
    pages = sum(piece.pages for film_type in FILM_TYPES for piece in pieces_of(documents, film_type))
    missing = pages - sum(roll.pages for roll in standing.order.rolls.values())
    if missing > 0 and standing.order.rolls:
        yield Notice("pages_not_planned", f"{missing:,} pages of the analysis are on no roll; plan the order again")


def _prefix(ledger: Ledger, entry: Entry) -> str | None:
    """Return the location that a line is about."""
    if entry.number is not None:
        return entry.number[0]
    order = ledger.orders.get(entry.project or "")
    location = entry.facts.get("location", None if order is None else order.location)
    return None if location is None else numbering.prefix_of(location)


def _label(roll: Roll, issue: Issue, document: Document, plan: PlannedRoll | None) -> Item:
    info = inside(section(document, "project_state"), "projectInfo")
    ends: Iterable[str | None] = (None, None)
    if plan is not None:
        first, last = plan.segments[0], plan.segments[-1]
        ends = (
            str(Blip(issue.number, first.document_index, first.frame_range[0])),
            str(Blip(issue.number, last.document_index, last.frame_range[1])),
        )
    begin, end = ends
    return {
        "film_number": issue.number,
        "archive_id": _archive_id(document),
        "location": inside(info, "location"),
        "document_type": inside(info, "documentType"),
        "film_type": roll.film_type,
        "roll_id": roll.roll_id,
        "first_document": roll.first,
        "last_document": roll.last,
        "documents": roll.documents,
        "pages": roll.pages,
        "first_blip": begin,
        "last_blip": end,
        "filmed_at": issue.at,
    }


def _archive_id(document: Document) -> str | None:
    found = inside(section(document, "project_state"), "projectInfo", "archiveId")
    return found if isinstance(found, str) else None


def _issue(issue: Issue) -> Item:
    found = {
        "film_number": issue.number,
        "status": str(issue.status),
        "attempt": issue.attempt,
        "at": issue.at,
        "capacity": issue.capacity,
        "temp_roll": issue.temp_roll,
        "superseded_by": issue.superseded_by,
        "legacy": issue.legacy,
        "reason": issue.reason,
    }
    return {name: value for name, value in found.items() if value is not None}
