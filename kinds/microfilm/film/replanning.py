"""The plan of an order, for everything in its analysis that is not on film or on the camera."""

from __future__ import annotations

from collections.abc import Sequence

from kinds.kind import Document
from kinds.microfilm.film.ledger import Order
from kinds.microfilm.film.planning import FILM_TYPES, FilmSettings, PlannedRoll, pieces_of, plan_rolls, without
from kinds.microfilm.film.segments import documents_of

_MOST = 1_000_000


def planned_anew(
    document: Document, order: Order, kept: Sequence[PlannedRoll], settings: FilmSettings
) -> list[PlannedRoll]:
    """Plan the open rolls of an order, first those of 16mm.

    Args:
        document: the order.
        order: what the ledger says of it.
        kept: what is on the rolls that stay as they are.
        settings: lengths of film.
    """
    found = documents_of(document)
    held = [roll.roll_id for roll in order.rolls.values() if not roll.is_open]
    first = max([order.begun, *held], default=0) + 1
    planned: list[PlannedRoll] = []
    for film_type in FILM_TYPES:
        filmed = [segment for roll in kept if roll.film_type == film_type for segment in roll.segments]
        pieces = without(pieces_of(found, film_type), filmed)
        ids = range(first + len(planned), _MOST)
        planned += plan_rolls(pieces, film_type, settings.capacity(film_type), ids)
    return planned
