"""The plan of an order, for everything in its analysis that is not on film or on the camera."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from kinds.kind import Document
from kinds.microfilm.film.errors import BadFilmRequest
from kinds.microfilm.film.film_settings import FILM_TYPES, FilmSettings
from kinds.microfilm.film.ledger import Order
from kinds.microfilm.film.pieces import Piece, pieces_of, without
from kinds.microfilm.film.planning import PlannedRoll, plan_rolls
from kinds.microfilm.film.segments import documents_of

_MOST = 10_000
"""Rolls of one order: more come of a page count or a capacity that was mistyped."""


def planned_anew(
    document: Document, order: Order, kept: Sequence[PlannedRoll], settings: FilmSettings
) -> list[PlannedRoll]:
    """Plan the open rolls of an order, first those of 16mm.

    Args:
        document: the order.
        order: what the ledger says of it.
        kept: what is on the rolls that stay as they are.
        settings: lengths of film.

    Raises:
        BadFilmRequest: there would be too many rolls.
    """
    found = documents_of(document)
    held = [roll.roll_id for roll in order.rolls.values() if not roll.is_open]
    first = max([order.begun, *held], default=0) + 1
    planned: list[PlannedRoll] = []
    for film_type in FILM_TYPES:
        filmed = [segment for roll in kept if roll.film_type == film_type for segment in roll.segments]
        pieces = without(pieces_of(found, film_type), filmed)
        capacity = settings.capacity(film_type)
        _demand_few(pieces, film_type, capacity)
        planned += plan_rolls(pieces, film_type, capacity, count(first + len(planned)))
    return planned


def _demand_few(pieces: Sequence[Piece], film_type: str, capacity: int) -> None:
    pages = sum(piece.pages for piece in pieces)
    if pages > _MOST * capacity:
        longest = max(pieces, key=lambda piece: piece.pages)
        text = (
            f"{pages:,} pages on rolls of {capacity:,} frames are more than {_MOST:,} rolls; look at the capacity, and "
            f"at the page counts: {longest.doc_id!r} has {longest.pages:,}"
        )
        raise BadFilmRequest(text, field=f"capacity_{film_type}")
