"""What is on the rolls, read out of the sections of an order: there the segments stand, the ledger has their digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.planning import PlanKey, PlannedRoll
from kinds.microfilm.sections import inside, objects_inside, section

REGISTER = "film_register"
"""Member of an order in which the register writes where each roll is, and what is on film."""
SUPERSEDED = "superseded_rolls"
"""Where rolls with older numbers stand among the film numbers."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A film number as it stands in an order."""

    number: str
    roll_id: int
    plan: PlannedRoll | None
    """What is on the film, read from the blips; None if they cannot be read."""
    status: str = "current"
    item: Item | None = None
    """The roll as it stands there."""


def documents_of(document: Document) -> list[Item]:
    """Return the documents that the analysis found."""
    found = inside(section(document, "analysis_data"), "analysisResults", "documents")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def allocated(document: Document) -> list[PlannedRoll]:
    """Return the rolls of the allocation that can be read, those of 16mm first."""
    results = inside(section(document, "allocation_data"), "allocationResults", "results")
    found = [_allocated(roll, film_type) for film_type, roll in _rolls(results)]
    return [roll for roll in found if roll is not None]


def numbered(document: Document) -> list[Numbered]:
    """Return the film numbers in an order, those that others took the place of first."""
    results = inside(section(document, "film_number_results"), "results")
    paths = {str(found.get("name")): str(found.get("path") or "") for found in documents_of(document)}
    named = [*_superseded(results), *_rolls(results)]
    return [_read(film_type, roll, paths) for film_type, roll in named if roll.get("film_number")]


def film_numbers(document: Document) -> list[str]:
    """Return the film numbers in an order, without a look at their blips."""
    results = inside(section(document, "film_number_results"), "results")
    rolls = [roll for _, roll in (*_superseded(results), *_rolls(results))]
    return [str(roll["film_number"]) for roll in rolls if roll.get("film_number")]


def plans_in(document: Document) -> dict[PlanKey, PlannedRoll]:
    """Return all that is said in an order of what is on a roll."""
    found = [*(each.plan for each in numbered(document) if each.plan), *allocated(document), *_registered(document)]
    return {roll.key: roll for roll in found}


def written(segment: Segment) -> list[Any]:
    """Return a segment in short: name, first and last page, path."""
    return [segment.doc_id, *segment.page_range, segment.path]


def _registered(document: Document) -> Iterator[PlannedRoll]:
    """Return what the register wrote of rolls that were on the camera, which older pages leave alone."""
    register = document.get(REGISTER)
    for roll in (*objects_inside(register, "rolls"), *objects_inside(register, "retired")):
        try:
            segments = tuple(_laid_out(roll["on_film"]))
            yield PlannedRoll(int(roll["roll_id"]), str(roll["film_type"]), int(roll["capacity"]), segments)
        except (KeyError, TypeError, ValueError):
            continue


def _laid_out(on_film: list[Any]) -> Iterator[Segment]:
    """Read segments in short; on a roll they follow one another without a gap."""
    frame = 1
    for place, (name, first, last, path) in enumerate(on_film, 1):
        pages = int(last) - int(first)
        yield Segment(str(name), str(path), (int(first), int(last)), (frame, frame + pages), place)
        frame += pages + 1


def shared_names(rolls: Iterable[PlannedRoll]) -> set[str]:
    """Return the names that several documents have, which only their paths tell apart."""
    paths: dict[str, set[str]] = {}
    for roll in rolls:
        for segment in roll.segments:
            paths.setdefault(segment.doc_id, set()).add(segment.path)
    return {name for name, held in paths.items() if len(held) > 1}


def _read(film_type: str, roll: Item, paths: Mapping[Any, str]) -> Numbered:
    roll_id = roll.get("roll_id")
    plan = _numbered(roll, film_type, paths)
    status = roll.get("status") if roll.get("status") in ("superseded", "void") else "current"
    return Numbered(str(roll["film_number"]), roll_id if isinstance(roll_id, int) else 0, plan, str(status), roll)


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
