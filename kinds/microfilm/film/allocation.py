"""The allocation of an order, as the older pages read it: which document goes on which roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.ledger import Order, Roll
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.planning import PlanKey, PlannedRoll
from kinds.microfilm.film.segments import allocated
from kinds.microfilm.film.temp_rolls import rest_of
from kinds.microfilm.sections import inside, object_inside, objects_inside, section, section_object

Plans = Mapping[PlanKey, PlannedRoll]
"""What is on the rolls."""


def allocation_of(document: Document, order: Order, plans: Plans, at: str) -> Any:
    """Return the allocation: what stands there with the numbers filled in, or a whole one for another plan."""
    there = section_object(document, "allocation_data")
    stands = {(roll.key, roll.film_type, roll.capacity) for roll in allocated(document)}
    wanted = {(roll.key, roll.film_type, roll.capacity) for roll in order.rolls.values()}
    numbers: dict[Any, str | None] = {
        roll.roll_id: roll.current.number if roll.current else None for roll in order.rolls.values()
    }
    if stands != wanted:
        there = _new_allocation(document, order, plans, at)
    results = object_inside(there, "allocationResults", "results")
    if not order.rolls and not results:
        return there
    filled = {
        name: [{**roll, "film_number": numbers.get(roll.get("roll_id"))} for roll in objects_inside(results, name)]
        for name in (f"rolls_{film_type}" for film_type in FILM_TYPES)
    }
    return {
        **there,
        "allocationResults": {**object_inside(there, "allocationResults"), "results": {**results, **filled}},
    }


def _new_allocation(document: Document, order: Order, plans: Plans, at: str) -> Item:
    analysis = object_inside(section(document, "analysis_data"), "analysisResults")
    info = object_inside(section(document, "project_state"), "projectInfo")
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
        "allocationResults": {**told, "results": results, "errors": [], **_times(at)},
        "lastUpdated": at,
        "projectId": str(project),
        "completed": True,
    }


def _times(at: str) -> Item:
    seconds = datetime.fromisoformat(at).timestamp()
    return {"startTime": seconds, "lastUpdateTime": seconds}


def _of_film_type(film_type: str, rolls: list[Roll], order: Order, plans: Plans, at: str) -> Item:
    made = [_allocated_roll(roll, plans, order, at) for roll in rolls]
    partial = [_potential(roll, order, at) for roll in rolls if roll.capacity > roll.pages]
    split = _split([(roll.roll_id, segment) for roll in rolls for segment in plans[roll.key].segments])
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


def _allocated_roll(roll: Roll, plans: Plans, order: Order, at: str) -> Item:
    segments = plans[roll.key].segments
    rest = rest_of(roll.capacity, roll.pages, order.settings)
    return {
        "roll_id": roll.roll_id,
        "film_type": roll.film_type,
        "capacity": roll.capacity,
        "pages_used": roll.pages,
        "pages_remaining": rest.pages,
        "document_segments": [_allocated_segment(segment) for segment in segments],
        "film_number": None,
        "status": "active",
        "has_split_documents": segments[0].page_range[0] > 1 or _runs_on(segments[-1], roll, order, plans),
        "is_partial": rest.pages > 0,
        "remaining_capacity": rest.pages,
        "usable_capacity": rest.usable,
        "creation_date": at,
    }


def _runs_on(last: Segment, roll: Roll, order: Order, plans: Plans) -> bool:
    """Say whether the last document of a roll goes on with another one of the same film type."""
    others = [plans[other.key].segments[0] for other in order.rolls.values() if other.film_type == roll.film_type]
    following = (last.doc_id, last.path, last.page_range[1] + 1)
    return any((first.doc_id, first.path, first.page_range[0]) == following for first in others)


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
    parts: dict[tuple[str, str], list[Item]] = {}
    for roll_id, segment in segments:
        part = {"roll": roll_id, "pages": segment.pages, "page_range": list(segment.page_range)}
        parts.setdefault((segment.doc_id, segment.path), []).append({**part, "frame_range": list(segment.frame_range)})
    return {name: found for (name, _), found in parts.items() if len(found) > 1}
