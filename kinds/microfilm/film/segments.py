"""What is on the rolls, read out of the sections of an order: there the segments stand, the ledger has their digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.sections import inside, section

SUPERSEDED = "superseded_rolls"
"""Where rolls with older numbers stand among the film numbers."""


def documents_of(document: Document) -> list[Item]:
    """Return the documents that the analysis found."""
    found = inside(section(document, "analysis_data"), "analysisResults", "documents")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def allocated(document: Document) -> list[PlannedRoll]:
    """Return the rolls of the allocation that can be read, those of 16mm first."""
    results = inside(section(document, "allocation_data"), "allocationResults", "results")
    found = [_allocated(roll, film_type) for film_type, roll in _rolls(results)]
    return [roll for roll in found if roll is not None]


def numbered(document: Document) -> list[tuple[str, PlannedRoll]]:
    """Return the rolls that have film numbers, each with its number; their segments are read from the blips."""
    results = inside(section(document, "film_number_results"), "results")
    paths = {found.get("name"): str(found.get("path") or "") for found in documents_of(document)}
    named = [*_rolls(results), *_superseded(results)]
    read = [(roll.get("film_number"), _numbered(roll, film_type, paths)) for film_type, roll in named]
    return [(str(number), roll) for number, roll in read if roll is not None and number]


def by_digest(document: Document) -> dict[str, PlannedRoll]:
    """Return all that is said in an order of what is on a roll."""
    found = [*(roll for _, roll in numbered(document)), *allocated(document)]
    return {roll.digest: roll for roll in found}


def _rolls(results: Any) -> Iterator[tuple[str, Item]]:
    for film_type in FILM_TYPES:
        rolls = inside(results, f"rolls_{film_type}")
        for roll in rolls if isinstance(rolls, list) else ():
            if isinstance(roll, dict):
                yield film_type, roll


def _superseded(results: Any) -> Iterator[tuple[str, Item]]:
    rolls = inside(results, SUPERSEDED)
    for roll in rolls if isinstance(rolls, list) else ():
        if isinstance(roll, dict):
            yield str(roll.get("film_type")), roll


def _allocated(roll: Item, film_type: str) -> PlannedRoll | None:
    try:
        segments = tuple(_segment(found) for found in roll["document_segments"])
        return PlannedRoll(int(roll["roll_id"]), film_type, int(roll["capacity"]), segments) if segments else None
    except (KeyError, TypeError, ValueError):
        return None


def _segment(found: Mapping[str, Any]) -> Segment:
    (first, last), (begin, end) = found["page_range"], found["frame_range"]
    return Segment(
        doc_id=str(found["doc_id"]),
        path=str(found.get("path") or ""),
        page_range=(int(first), int(last)),
        frame_range=(int(begin), int(end)),
        document_index=int(found["document_index"]),
        has_oversized=bool(found.get("has_oversized")),
    )


def _numbered(roll: Item, film_type: str, paths: Mapping[Any, str]) -> PlannedRoll | None:
    try:
        segments = tuple(_from_blips(found, paths) for found in roll["document_segments"])
        return PlannedRoll(int(roll["roll_id"]), film_type, int(roll["capacity"]), segments) if segments else None
    except (KeyError, TypeError, ValueError):
        return None


def _from_blips(found: Mapping[str, Any], paths: Mapping[Any, str]) -> Segment:
    begin, end = Blip.parse(found["blip"]), Blip.parse(found["blipend"])
    if begin is None or end is None:
        raise ValueError("a segment without blips")
    name = str(found["doc_id"])
    pages = (int(found["start_page"]), int(found["end_page"]))
    path = str(found.get("path") or paths.get(name, ""))
    return Segment(name, path, pages, (begin.frame, end.frame), begin.document_index)
