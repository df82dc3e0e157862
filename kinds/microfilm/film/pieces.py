"""What documents need on film, and what of it is on film already."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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


def uncounted(documents: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the documents that are on no film because nobody can say how many pages they have."""
    named = ((found.get("name"), _pages(found)) for found in documents)
    return [str(name) for name, pages in named if not isinstance(name, str) or not pages]


def without(pieces: Iterable[Piece], filmed: Iterable[Segment]) -> list[Piece]:
    """Return what is left of pieces when some segments are on film, or about to be.

    A document whose folder has moved is the same one, unless there are several of its name.
    """
    wanted, on_film = list(pieces), list(filmed)
    names = _unique(wanted) & _unique(on_film)
    covered: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for segment in on_film:
        covered.setdefault(_known_by(segment, names), []).append(segment.page_range)
    left: list[Piece] = []
    for piece in wanted:
        first = piece.first
        for begin, end in sorted(covered.get(_known_by(piece, names), ())):
            if begin > first:
                left.append(_part(piece, first, min(begin - 1, piece.last)))
            first = max(first, end + 1)
        if first <= piece.last:
            left.append(_part(piece, first, piece.last))
    return [piece for piece in left if piece.pages > 0]


def _unique(found: Iterable[Piece | Segment]) -> set[str]:
    """Return the names that one document only has."""
    paths: dict[str, set[str]] = {}
    for each in found:
        paths.setdefault(each.doc_id, set()).add(each.path)
    return {name for name, held in paths.items() if len(held) == 1}


def _known_by(found: Piece | Segment, names: set[str]) -> tuple[str, str]:
    return found.doc_id, "" if found.doc_id in names else found.path


def _part(piece: Piece, first: int, last: int) -> Piece:
    return Piece(piece.doc_id, piece.path, first, last, piece.has_oversized)


def _pages(found: Mapping[str, Any]) -> int:
    return _count(found.get("pages"))


def _oversized_with_sheets(found: Mapping[str, Any]) -> int:
    """Count oversized pages and their reference sheets: those that are given, else one for each run of pages."""
    numbers = found.get("oversizedPages")
    pages = {_count(number) for number in numbers} - {0} if isinstance(numbers, list) else set()
    oversized = _count(found.get("totalOversized")) or len(pages)
    if not oversized:
        return 0
    given = found.get("referencePages")
    sheets = _count(found.get("totalReferences")) or (len(given) if isinstance(given, list) else 0)
    runs = sum(page - 1 not in pages for page in pages)
    return oversized + (sheets or runs or oversized)


def _count(value: Any) -> int:
    """Read a count, which forms and tables may have made a text of."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf
    return int(value) if is_number and value == int(value) else 0
