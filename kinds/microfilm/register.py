"""An archive order in the microfilm register: its documents, rolls, segments, index and film numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kinds.figures import number, numbers, total
from kinds.kind import Collection, Document, Item, Kind, Summary
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.numbering import is_film_number, running_of
from kinds.microfilm.film.segments import documents_of, film_numbers
from kinds.microfilm.sections import BROWSER_KEYS, inside, is_order, section

_INDEX_COLUMNS = ("document", "com_id", "roll_id", "first_frame", "last_frame", "blip", "document_index")
_FACTS = ("session_id", "project", "user", "is_active", "last_accessed", "updated_at")


def rolls_of(document: Document) -> list[Item]:
    """Return the rolls of both film types without their segments, with their film numbers where they have some."""
    numbered = {
        _roll_key(kind, roll): roll.get("film_number") for kind, roll in _rolls(document, "film_number_results")
    }
    registered = inside(document, "film_register", "rolls")
    states = {roll.get("roll_id"): roll for roll in _objects(registered)}
    return [_roll(kind, roll, numbered, states) for kind, roll in _rolls(document, "allocation_data")]


def segments_of(document: Document) -> list[Item]:
    """Return the documents, or parts of them, on the rolls."""
    return [
        {"roll_id": roll.get("roll_id"), "film_type": kind, **segment}
        for kind, roll in _rolls(document, "allocation_data")
        for segment in _objects(roll.get("document_segments"))
    ]


def index_of(document: Document) -> list[Item]:
    """Return the rows of the index, `[document, com_id, [roll, first, last], blip, index]`, as objects."""
    rows = inside(section(document, "index_data"), "indexData", "index")
    return [_index_row(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def film_numbers_of(document: Document) -> list[Item]:
    """Return each document on film with its film number and its blips."""
    return [
        {"film_number": roll.get("film_number"), "roll_id": roll.get("roll_id"), "film_type": kind, **segment}
        for kind, roll in _rolls(document, "film_number_results")
        for segment in _objects(roll.get("document_segments"))
    ]


COLLECTIONS = (
    Collection(
        "documents", "Documents", key="name", search=("name", "path"), read=documents_of,
        columns=("name", "path", "pages", "hasOversized", "totalOversized"),
    ),
    Collection(
        "rolls", "Rolls", key="roll_id", read=rolls_of,
        columns=(
            *("roll_id", "film_type", "film_number", "state", "attempt", "capacity", "pages_used"),
            *("pages_remaining", "documents"),
        ),
    ),
    Collection(
        "segments", "Segments", key="doc_id", search=("doc_id", "path"), read=segments_of,
        columns=("roll_id", "film_type", "document_index", "doc_id", "pages", "page_range", "frame_range"),
    ),
    Collection("index", "Index", key="document", search=("document", "blip"), read=index_of, columns=_INDEX_COLUMNS),
    Collection(
        "film_numbers", "Film numbers", key="doc_id", search=("doc_id", "blip"), read=film_numbers_of,
        columns=("film_number", "roll_id", "film_type", "doc_id", "pages", "start_page", "end_page", "blip", "blipend"),
    ),
)  # fmt: skip


def summary_of(document: Document) -> Summary:
    """Name the order by its archive number and folder, and say how far it is."""
    counts = {"documents": len(documents_of(document)), "rolls": len(rolls_of(document))}
    text = f"{counts['documents']:,} documents on {counts['rolls']:,} rolls"
    facts = {name: document[name] for name in _FACTS if isinstance(document.get(name), str | int | bool)}
    line = inside(document, "film_register", "line")
    if isinstance(line, int):
        facts["film_line"] = line
    facts |= _highest_numbers(document)
    return Summary(_name_of(document), text, counts, facts=facts)


def _highest_numbers(document: Document) -> dict[str, int]:
    """Return the highest running film number by location, which the film register must not give again."""
    found: dict[str, int] = {}
    for given in filter(is_film_number, film_numbers(document)):
        name = f"film_number_{given[0]}"
        found[name] = max(found.get(name, 0), running_of(given))
    return found


def stats_of(document: Document) -> dict[str, Any]:
    """Return documents, pages, rolls and film numbers in figures, and which sections are filled."""
    found = documents_of(document)
    rolls = rolls_of(document)
    numbered = [roll.get("film_number") for _, roll in _rolls(document, "film_number_results")]
    return {
        "documents": len(found),
        "pages": total(numbers(item.get("pages") for item in found)),
        "oversized": total(numbers(item.get("totalOversized") for item in found)),
        "rolls": [_film_type(kind, [roll for roll in rolls if roll["film_type"] == kind]) for kind in FILM_TYPES],
        "filmNumbers": sum(isinstance(value, str) for value in numbered),
        "indexed": len(index_of(document)),
        "sections": [{"label": name, "filled": bool(section(document, name))} for name in BROWSER_KEYS],
        "step": _step(section(document, "workflow_state")),
    }


def template(title: str) -> Document:
    """Return an order that begins."""
    return {"project": title, "user": "local", **{name: {} for name in BROWSER_KEYS}}


def _objects(value: Any) -> list[Item]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _rolls(document: Document, name: str) -> Iterator[tuple[str, Item]]:
    """Yield film type and roll of a section, whose results are nested differently."""
    found = section(document, name)
    results = inside(found, "results") or inside(found, "allocationResults", "results")
    for kind in FILM_TYPES:
        for roll in _objects(inside(results, f"rolls_{kind}")):
            yield kind, roll


def _roll_key(kind: str, roll: Item) -> tuple[str, str]:
    return kind, str(roll.get("roll_id"))


def _roll(kind: str, roll: Item, numbered: dict[tuple[str, str], Any], states: dict[Any, Item]) -> Item:
    plain = {name: value for name, value in roll.items() if not isinstance(value, dict | list)}
    film_number = roll.get("film_number") or numbered.get(_roll_key(kind, roll))
    segments = _objects(roll.get("document_segments"))
    registered = states.get(roll.get("roll_id"), {})
    said: Item = {name: registered[name] for name in ("state", "attempt", "temp_roll") if name in registered}
    return {**plain, "film_type": kind, "film_number": film_number, "documents": len(segments), **said}


def _index_row(row: list[Any]) -> Item:
    place = row[2] if len(row) > 2 and isinstance(row[2], list) else []
    cells = [*row[:2], *([None] * (2 - len(row[:2]))), *place[:3], *([None] * (3 - len(place[:3]))), *row[3:5]]
    return dict(zip(_INDEX_COLUMNS, cells, strict=False))


def _name_of(document: Document) -> str:
    state = section(document, "project_state")
    names = [inside(state, "projectInfo", "archiveId"), inside(state, "sourceData", "folderName")]
    found = [name for name in names if isinstance(name, str) and name]
    project = document.get("project")
    return " · ".join(dict.fromkeys(found)) or (str(project) if isinstance(project, str | int) else "")


def _film_type(kind: str, rolls: list[Item]) -> dict[str, Any]:
    used = total(numbers(roll.get("pages_used") for roll in rolls))
    capacity = total(numbers(roll.get("capacity") for roll in rolls))
    return {"label": kind, "count": len(rolls), "pages": used, "utilisation": _share(used, capacity)}


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole > 0 else None


def _step(state: Any) -> str | float | None:
    for name in ("currentStep", "step", "current_step"):
        value = inside(state, name)
        if isinstance(value, str):
            return value
        if number(value) is not None:
            return number(value)
    return None


KIND = Kind(
    name="microfilm",
    title="Microfilm order",
    description="An archive order on its way to microfilm: the sections of the register's workflow.",
    detect=is_order,
    summary=summary_of,
    stats=stats_of,
    collections=lambda _: COLLECTIONS,
    template=template,
    stamps=("updated_at", "last_accessed"),
)
