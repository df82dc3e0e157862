"""The allocation of an order, as the older pages read it: which document goes on which roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.ledger import Order, Roll
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.segments import allocated
from kinds.microfilm.film.temp_rolls import rest_of
from kinds.microfilm.sections import inside, section

Plans = Mapping[str, PlannedRoll]
"""What is on the rolls, by digest."""


def allocation_of(document: Document, order: Order, plans: Plans, at: str) -> Any:
    """Return the allocation: what stands there with the numbers filled in, or a whole one for another plan."""
    there = section(document, "allocation_data")
    stands = {(roll.roll_id, roll.film_type, roll.digest) for roll in allocated(document)}
    wanted = {(roll.roll_id, roll.film_type, roll.digest) for roll in order.rolls.values()}
    numbers = {roll.roll_id: roll.current.number if roll.current else None for roll in order.rolls.values()}
    if stands != wanted:
        there = _new_allocation(document, order, plans, at)
    results = inside(there, "allocationResults", "results") or {}
    filled = {
        f"rolls_{film_type}": [
            {**roll, "film_number": numbers.get(roll.get("roll_id"))} for roll in results.get(f"rolls_{film_type}", [])
        ]
        for film_type in FILM_TYPES
    }
    if not order.rolls and not results:
        return there
    return {**there, "allocationResults": {**there["allocationResults"], "results": {**results, **filled}}}


def _new_allocation(document: Document, order: Order, plans: Plans, at: str) -> Item:
    analysis = inside(section(document, "analysis_data"), "analysisResults") or {}
    info = inside(section(document, "project_state"), "projectInfo") or {}
    folder = inside(section(document, "project_state"), "sourceData", "folderName")
    results: Item = {"archive_id": info.get("archiveId"), "project_name": folder}
    for film_type in FILM_TYPES:
        rolls = [roll for roll in order.rolls.values() if roll.film_type == film_type]
        results |= _of_film_type(film_type, rolls, order, plans, at)
    results |= {"doc_allocation_requests_35mm": [], "creation_date": at, "version": "1.0"}
    counts = {
        name: analysis.get(name, 0)
        for name in ("documentCount", "totalPages", "totalPagesWithRefs", "totalOversized", "documentsWithOversized")
    }
    project = document.get("project", order.project)
    told = {"status": "completed", "projectId": str(project), "progress": 100, **counts}
    told["hasOversized"] = bool(analysis.get("hasOversized"))
    return {
        "allocationResults": {**told, "results": results, "errors": [], "lastUpdated": at},
        "projectId": str(project),
        "completed": True,
    }


def _of_film_type(film_type: str, rolls: list[Roll], order: Order, plans: Plans, at: str) -> Item:
    made = [_allocated_roll(roll, plans[roll.digest], order, at) for roll in rolls]
    partial = [_potential(roll, order, at) for roll in rolls if roll.capacity > roll.pages]
    split = _split([(roll.roll_id, segment) for roll in rolls for segment in plans[roll.digest].segments])
    shares = [100 * roll.pages / roll.capacity for roll in rolls]
    return {
        f"rolls_{film_type}": made,
        f"split_documents_{film_type}": split,
        f"partial_rolls_{film_type}": partial,
        f"total_rolls_{film_type}": len(rolls),
        f"total_pages_{film_type}": sum(roll.pages for roll in rolls),
        f"total_partial_rolls_{film_type}": len(partial),
        f"total_split_documents_{film_type}": len(split),
        f"avg_utilization_{film_type}": round(sum(shares) / len(shares)) if shares else 0,
    }


def _allocated_roll(roll: Roll, plan: PlannedRoll, order: Order, at: str) -> Item:
    rest = rest_of(roll.capacity, roll.pages, order.settings)
    return {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "capacity": roll.capacity,
        "pages_used": roll.pages,
        "pages_remaining": rest.pages,
        "document_segments": [_allocated_segment(segment) for segment in plan.segments],
        "film_number": None,
        "status": "active",
        "has_split_documents": any(segment.page_range[0] > 1 for segment in plan.segments)
        or _runs_on(plan, order, roll),
        "is_partial": rest.pages > 0,
        "remaining_capacity": rest.pages,
        "usable_capacity": rest.usable,
        "creation_date": at,
    }


def _runs_on(plan: PlannedRoll, order: Order, roll: Roll) -> bool:
    """Say whether the last document of a roll goes on with the next one."""
    following = order.rolls.get(roll.roll_id + 1)
    return following is not None and following.first == plan.segments[-1].doc_id and roll.pages == roll.capacity


def _allocated_segment(segment: Segment) -> Item:
    return {
        "doc_id": segment.doc_id,
        "path": segment.path,
        "pages": segment.pages,
        "page_range": list(segment.page_range),
        "frame_range": list(segment.frame_range),
        "document_index": segment.document_index,
        "has_oversized": segment.has_oversized,
    }


def _potential(roll: Roll, order: Order, at: str) -> Item:
    """Say what may become a temp roll; none is available before there is film, and then the ledger has it."""
    rest = rest_of(roll.capacity, roll.pages, order.settings)
    return {
        "roll_id": roll.roll_id,
        "remainingCapacity": rest.pages,
        "usableCapacity": rest.usable,
        "isAvailable": False,
        "creation_date": at,
    }


def _split(segments: Sequence[tuple[int, Segment]]) -> dict[str, list[Item]]:
    """Return the documents that are on several rolls, with their parts."""
    parts: dict[str, list[Item]] = {}
    for roll_id, segment in segments:
        part = {"roll": roll_id, "pages": segment.pages, "page_range": list(segment.page_range)}
        parts.setdefault(segment.doc_id, []).append({**part, "frame_range": list(segment.frame_range)})
    return {name: found for name, found in parts.items() if len(found) > 1}
