"""Which document goes on which roll: alphabetical, whole where a roll can hold it, split where none can.

A document that fits on an empty roll is never split: when it does not fit into what is left, the next roll begins. One
that is longer than a roll begins in what is left of the current one and runs on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from kinds.microfilm.film.film_settings import LONGEST, MOST_ON_A_ROLL
from kinds.microfilm.film.pieces import Piece, Segment

_LAST_ID = 999_999
PlanKey = tuple[int, str]
"""Roll and digest, by which a plan is found in an order: two documents of one name and length look alike."""


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
        """A short hash of what is on it, by which the ledger knows the plan again; folders of documents may move."""
        held = [[segment.doc_id, *segment.page_range, segment.frame_range[0]] for segment in self.segments]
        return hashlib.sha256(orjson.dumps([self.film_type, held])).hexdigest()[:16]

    @property
    def key(self) -> PlanKey:
        """By which it is found among the plans of its order."""
        return self.roll_id, self.digest

    @property
    def is_possible(self) -> bool:
        """Whether film can hold it: frames from 1 without a gap, numbers that a blip can name."""
        frame = 0
        for place, segment in enumerate(self.segments, 1):
            (first, last), (begin, end) = segment.page_range, segment.frame_range
            follows = begin == frame + 1 and segment.document_index == place
            if not follows or first < 1 or last < first or end - begin != last - first:
                return False
            frame = end
        return (
            0 < frame <= self.capacity <= LONGEST
            and len(self.segments) <= MOST_ON_A_ROLL
            and 0 < self.roll_id <= _LAST_ID
        )


def plan_rolls(pieces: Iterable[Piece], film_type: str, capacity: int, ids: Iterable[int]) -> list[PlannedRoll]:
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
        for roll_id, segments in zip(ids, rolls, strict=False)  # `ids` may go on
    ]


def _used(segments: list[Segment]) -> int:
    return segments[-1].frame_range[1] if segments else 0


def _is_full(rolls: list[list[Segment]]) -> bool:
    """Say whether a blip could not name one more document on the last roll."""
    return bool(rolls) and len(rolls[-1]) >= MOST_ON_A_ROLL


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
