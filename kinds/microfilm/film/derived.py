"""The sections of an order as the ledger and the plan make them, in the shape that the older pages read.

Deriving twice changes nothing, so an order that a crash left behind its ledger is put right by doing it again.
"""

from __future__ import annotations

from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.allocation import Plans, allocation_of
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.ledger import Issue, NumberStatus, Order, Roll
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.segments import SUPERSEDED
from kinds.microfilm.sections import BROWSER_KEYS, inside, section
from storage.sameness import same

REGISTER = "film_register"
"""Member of an order in which the register writes where each roll is."""


def derive(document: Document, order: Order, plans: Plans, at: str) -> Document | None:
    """Return an order as the ledger makes it, or None if it is that already.

    Args:
        document: the order.
        order: what the ledger says of it.
        plans: the segments that are known; rolls without are left as they are.
        at: when the last line about this order was written, ISO 8601.
    """
    known = [roll for roll in order.rolls.values() if roll.digest in plans]
    made: dict[str, Any] = {REGISTER: register_of(order)}
    if len(known) == len(order.rolls):
        made["allocation_data"] = allocation_of(document, order, plans, at)
        made["index_data"] = _index(document, known, plans, at)
    made["film_number_results"] = _numbers(document, order, known, plans, at)
    changed = {name: value for name, value in made.items() if not same(_stands(document, name), value)}
    if not changed:
        return None
    renamed = {BROWSER_KEYS[name] for name in changed if name in BROWSER_KEYS}
    return {**{key: value for key, value in document.items() if key not in renamed}, **changed}


def register_of(order: Order) -> dict[str, Any]:
    """Return where an order and each of its rolls is, in short."""
    rolls = [_short(roll) for roll in order.rolls.values()]
    return {"state": str(order.state), "line": order.seq, "settings": order.settings.as_dict(), "rolls": rolls}


def _short(roll: Roll) -> Item:
    return {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "state": str(roll.state),
        "attempt": roll.attempt,
        "film_number": roll.current.number if roll.current else None,
        "temp_roll": roll.temp_roll,
        "numbers": [_of_issue(issue) for issue in roll.issues],
    }


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


def _numbers(document: Document, order: Order, rolls: list[Roll], plans: Plans, at: str) -> Any:
    """Return numbers and blips of what is on film: of the valid numbers, and of those that they took the place of."""
    there = section(document, "film_number_results")
    issues = [(roll, issue) for roll in rolls for issue in roll.issues]
    if not issues:
        return there
    current = [(roll, issue) for roll, issue in issues if issue.status is NumberStatus.CURRENT]
    older = [(roll, issue) for roll, issue in issues if issue.status is not NumberStatus.CURRENT]
    results = dict(inside(there, "results") or _empty_numbers(document, order))
    results["film_allocation_complete"] = len(current) == len(order.rolls)
    for film_type in FILM_TYPES:
        made = [_numbered(roll, issue, plans) for roll, issue in current if roll.film_type == film_type]
        stands = results.get(f"rolls_{film_type}")
        results[f"rolls_{film_type}"] = _like(stands, made)
        results[f"total_rolls_{film_type}"] = len(made)
        results[f"total_pages_{film_type}"] = sum(found["pages_used"] for found in made)
    if older or SUPERSEDED in results:
        results[SUPERSEDED] = [_superseded(roll, issue, plans) for roll, issue in older]
    if same(inside(there, "results"), results):
        return there
    project = str(document.get("project", order.project))
    return {**there, "projectId": there.get("projectId", project), "results": results, "timestamp": at}


def _like(stands: Any, made: list[Item]) -> list[Item]:
    """Keep what else an older program wrote into rolls that are the same."""
    there = {found.get("film_number"): found for found in stands or () if isinstance(found, dict)}
    return [{**there.get(roll["film_number"], {}), **roll} for roll in made]


def _empty_numbers(document: Document, order: Order) -> Item:
    project = document.get("project", order.project)
    info = inside(section(document, "project_state"), "projectInfo") or {}
    number = int(project) if isinstance(project, str) and project.isdecimal() else project
    return {"project_id": number, "archive_id": info.get("archiveId")}


def _numbered(roll: Roll, issue: Issue, plans: Plans) -> Item:
    return {
        "roll_id": roll.roll_id,
        "film_number": issue.number,
        "capacity": issue.capacity,
        "pages_used": roll.pages,
        "pages_remaining": issue.capacity - roll.pages,
        "document_segments": [_with_blips(segment, issue.number) for segment in plans[roll.digest].segments],
    }


def _superseded(roll: Roll, issue: Issue, plans: Plans) -> Item:
    why = {"status": str(issue.status), "superseded_by": issue.superseded_by, "reason": issue.reason}
    told = {name: value for name, value in why.items() if value is not None}
    return {**_numbered(roll, issue, plans), "film_type": roll.film_type, **told}


def _with_blips(segment: Segment, number: str) -> Item:
    begin, end = (str(Blip(number, segment.document_index, frame)) for frame in segment.frame_range)
    return {
        "doc_id": segment.doc_id,
        "document_id": segment.doc_id,
        "pages": segment.pages,
        "start_page": segment.page_range[0],
        "end_page": segment.page_range[1],
        "blip": begin,
        "blipend": end,
    }


def _index(document: Document, rolls: list[Roll], plans: Plans, at: str) -> Any:
    """Return the index: a row for each segment, and rows of documents that are on no roll as they stand."""
    there = section(document, "index_data")
    stands = inside(there, "indexData", "index")
    old = [row for row in stands if isinstance(row, list) and row] if isinstance(stands, list) else []
    com_ids = {str(row[0]): row[1] for row in old if len(row) > 1}
    rows = [
        [
            segment.doc_id,
            com_ids.get(segment.doc_id),
            [roll.roll_id, *segment.frame_range],
            blip,
            segment.document_index,
        ]
        for roll in rolls
        for segment in plans[roll.digest].segments
        for blip in [
            str(Blip(roll.current.number, segment.document_index, segment.frame_range[0])) if roll.current else None
        ]
    ]
    on_film = {row[0] for row in rows}
    rows += [row for row in old if row[0] not in on_film]
    if not rows or same(stands, rows):
        return there
    metadata = inside(there, "indexData", "metadata") or _metadata(document, at)
    project = str(document.get("project", ""))
    inner = {**(inside(there, "indexData") or {}), "metadata": metadata, "index": rows}
    return {**there, "projectId": there.get("projectId", project), "indexData": inner, "timestamp": at}


def _metadata(document: Document, at: str) -> Item:
    state = section(document, "project_state")
    return {
        "creation_date": at,
        "version": "1.0",
        "archive_id": inside(state, "projectInfo", "archiveId"),
        "project_name": inside(state, "sourceData", "folderName"),
    }
