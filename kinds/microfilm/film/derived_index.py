"""The index of an order, as the older pages read it: where on film each document is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.allocation import Plans
from kinds.microfilm.film.ledger import Order
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.sections import inside, object_inside, section, section_object
from storage.sameness import same

Row = list[Any]


def index_of(document: Document, order: Order, plans: Plans, at: str, earlier: Sequence[Row]) -> Any:
    """Return the index: a row for each segment, and rows of documents that are on no roll as they stand."""
    there = section_object(document, "index_data")
    stands = inside(there, "indexData", "index")
    old = rows_of(document)
    rows = list(_rows(order, plans, _com_ids([*earlier, *old])))
    rows += _others(old, {row[0] for row in rows})
    if not rows or same(stands, rows):
        return there
    metadata = inside(there, "indexData", "metadata") or _metadata(document, at)
    inner = {**object_inside(there, "indexData"), "metadata": metadata, "index": rows}
    project = there.get("projectId", str(document.get("project", "")))
    return {**there, "projectId": project, "indexData": inner, "timestamp": at}


def rows_of(document: Document) -> list[Row]:
    """Return the rows of the index as they stand: `[document, com_id, [roll, first, last], blip, place]`."""
    stands = inside(section(document, "index_data"), "indexData", "index")
    return [row for row in stands if isinstance(row, list) and row] if isinstance(stands, list) else []


def lacks_com_ids(document: Document) -> bool:
    """Say whether the index has been emptied, or never made."""
    return all(len(row) < 2 or row[1] is None for row in rows_of(document))


def _rows(order: Order, plans: Plans, com_ids: dict[Any, Any]) -> Iterator[Row]:
    for roll in order.rolls.values():
        number = roll.current.number if roll.current else None
        for segment in plans[roll.key].segments:
            place = [roll.roll_id, *segment.frame_range]
            blip = str(Blip(number, segment.document_index, segment.frame_range[0])) if number else None
            com_id = com_ids.get((segment.doc_id, *place), com_ids.get(segment.doc_id))
            yield [segment.doc_id, com_id, place, blip, segment.document_index]


def _com_ids(rows: Sequence[Row]) -> dict[Any, Any]:
    """Return what the COM list calls each document: by its name, and by its place if several have one name."""
    found: dict[Any, Any] = {}
    for row in rows:
        name, com_id, place = [*row, None, None][:3]
        if com_id is not None and isinstance(name, str):
            found[name] = com_id
            if isinstance(place, list) and all(isinstance(part, int) for part in place):
                found[name, *place] = com_id
    return found


def _others(rows: Sequence[Row], on_film: set[str]) -> list[Row]:
    return [row for row in rows if not (isinstance(row[0], str) and row[0] in on_film)]


def _metadata(document: Document, at: str) -> Item:
    state = section(document, "project_state")
    return {
        "creation_date": at,
        "version": "1.0",
        "archive_id": inside(state, "projectInfo", "archiveId"),
        "project_name": inside(state, "sourceData", "folderName"),
    }
