"""Which document goes on which roll: alphabetical, whole where a roll can hold it, split where none can.

A document that fits on an empty roll is never split: when it does not fit into what is left, the next roll begins. One
that is longer than a roll begins in what is left of the current one and runs on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

FILM_TYPES = ("16mm", "35mm")
_LONGEST = 99_999
"""Frames that a blip can name."""
_MOST = 9_999
"""Documents on a roll that a blip can name."""


@dataclass(frozen=True, slots=True)
class FilmSettings:
    """How film is cut; all lengths in frames, of which one holds one page."""

    capacity_16mm: int = 2900
    capacity_35mm: int = 690
    padding: int = 100
    """What is lost when the unexposed rest of a roll is cut off."""
    minimum: int = 150
    """The shortest usable rest that is worth keeping."""

    def capacity(self, film_type: str) -> int:
        """Return the length of an empty roll."""
        return self.capacity_16mm if film_type == "16mm" else self.capacity_35mm

    def as_dict(self) -> dict[str, int]:
        """Return the settings as they stand in the ledger."""
        return asdict(self)


LIMITS: Mapping[str, tuple[int, int]] = {
    "capacity_16mm": (1, _LONGEST),
    "capacity_35mm": (1, _LONGEST),
    "padding": (0, _LONGEST),
    "minimum": (0, _LONGEST),
}
"""The smallest and the largest value of each setting."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages of one document that have to be on film together, as far as a roll can hold them."""

    doc_id: str
    path: str
    first: int
    last: int
    has_oversized: bool = False

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """Pages of one document on one roll."""

    doc_id: str
    path: str
    page_range: tuple[int, int]
    """First and last page, from 1 in the document."""
    frame_range: tuple[int, int]
    """First and last frame, from 1 on the roll."""
    document_index: int
    """Its place among the documents of the roll, from 1."""
    has_oversized: bool = False

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.page_range[1] - self.page_range[0] + 1


@dataclass(frozen=True, slots=True)
class PlannedRoll:
    """A roll as it is to be filmed."""

    roll_id: int
    film_type: str
    capacity: int
    segments: tuple[Segment, ...] = field(repr=False)

    @property
    def pages_used(self) -> int:
        """Frames that are exposed when it is filmed."""
        return self.segments[-1].frame_range[1] if self.segments else 0

    @property
    def digest(self) -> str:
        """A short hash of what is on it, by which the ledger knows the plan again."""
        held = [[segment.doc_id, *segment.page_range, segment.frame_range[0]] for segment in self.segments]
        return hashlib.sha256(orjson.dumps([self.film_type, held])).hexdigest()[:16]


def plan_rolls(pieces: Iterable[Piece], film_type: str, capacity: int, ids: Sequence[int] | range) -> list[PlannedRoll]:
    """Put pieces on rolls.

    Args:
        pieces: what is to be filmed, in any order; those without pages are left out.
        film_type: of all of them.
        capacity: frames of a roll.
        ids: where the ids of the rolls begin and how they go on.
    """
    rolls: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.doc_id, piece.path, piece.first)):
        first = piece.first
        while first <= piece.last:
            room = capacity - _used(rolls[-1]) if rolls else 0
            rest = piece.last - first + 1
            is_first_part = first == piece.first
            if room == 0 or _is_full(rolls) or (is_first_part and room < piece.pages <= capacity):
                rolls.append([])
                room = capacity
            taken = min(room, rest)
            rolls[-1].append(_segment(rolls[-1], piece, first, taken))
            first += taken
    return [
        PlannedRoll(roll_id, film_type, capacity, tuple(segments))
        for roll_id, segments in zip(ids, rolls, strict=False)
    ]


def pieces_of(documents: Iterable[Mapping[str, Any]], film_type: str) -> list[Piece]:
    """Return what documents of the analysis need on one film type.

    16mm holds every page; 35mm the oversized ones, each run of them with its reference sheet.
    """
    pages_of = _pages if film_type == "16mm" else _oversized_with_sheets
    return [
        Piece(
            doc_id=str(found["name"]),
            path=str(found.get("path") or ""),
            first=1,
            last=pages_of(found),
            has_oversized=bool(found.get("hasOversized")),
        )
        for found in documents
        if isinstance(found.get("name"), str) and pages_of(found) > 0
    ]


def without(pieces: Iterable[Piece], filmed: Iterable[Segment]) -> list[Piece]:
    """Return what is left of pieces when some segments are on film, or about to be."""
    covered: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for segment in filmed:
        covered.setdefault((segment.doc_id, segment.path), []).append(segment.page_range)
    left: list[Piece] = []
    for piece in pieces:
        first = piece.first
        for begin, end in sorted(covered.get((piece.doc_id, piece.path), ())):
            if begin > first:
                left.append(_part(piece, first, min(begin - 1, piece.last)))
            first = max(first, end + 1)
        if first <= piece.last:
            left.append(_part(piece, first, piece.last))
    return [piece for piece in left if piece.pages > 0]


def _part(piece: Piece, first: int, last: int) -> Piece:
    return Piece(piece.doc_id, piece.path, first, last, piece.has_oversized)


def _used(segments: list[Segment]) -> int:
    return segments[-1].frame_range[1] if segments else 0


def _is_full(rolls: list[list[Segment]]) -> bool:
    """Say whether a blip could not name one more document on the last roll."""
    return bool(rolls) and len(rolls[-1]) >= _MOST


def _segment(before: list[Segment], piece: Piece, first: int, pages: int) -> Segment:
    frame = _used(before) + 1
    return Segment(
        doc_id=piece.doc_id,
        path=piece.path,
        page_range=(first, first + pages - 1),
        frame_range=(frame, frame + pages - 1),
        document_index=len(before) + 1,
        has_oversized=piece.has_oversized,
    )


def _pages(found: Mapping[str, Any]) -> int:
    return _count(found.get("pages"))


def _oversized_with_sheets(found: Mapping[str, Any]) -> int:
    """Count oversized pages and their reference sheets: those that are given, else one for each run of pages."""
    numbers = found.get("oversizedPages")
    pages = sorted({number for number in numbers if _count(number)}) if isinstance(numbers, list) else []
    oversized = _count(found.get("totalOversized")) or len(pages)
    if not oversized:
        return 0
    given = found.get("referencePages")
    sheets = _count(found.get("totalReferences")) or (len(given) if isinstance(given, list) else 0)
    runs = sum(page - 1 not in pages for page in pages)
    return oversized + (sheets or runs or oversized)


def _count(value: Any) -> int:
    is_count = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return int(value) if is_count else 0
