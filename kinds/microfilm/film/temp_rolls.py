"""Temp rolls: unexposed rests of film that exist because a roll was filmed, kept to film something shorter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kinds.microfilm.film.film_settings import FilmSettings

_ID = re.compile(r"T[1-9][0-9]{0,8}", re.ASCII)


class TempStatus(StrEnum):
    """What a temp roll is good for."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    USED = "used"
    EXHAUSTED = "exhausted"
    """Spoiled by a filming that failed."""


@dataclass(slots=True)
class TempRoll:
    """The rest of a filmed roll."""

    id: str
    film_type: str
    capacity: int
    """Unexposed frames when the source was filmed."""
    usable: int
    """What is left of them when the padding is cut."""
    source: tuple[str, int, str]
    """Project, roll and film number that it was cut from."""
    at: str
    """Since when it exists."""
    status: TempStatus = TempStatus.AVAILABLE
    exists: bool = True
    """Whether there is film: not once it was exposed."""
    reserved_for: tuple[str, int] | None = None
    """Project and roll that have it, or used it."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a film when a roll was exposed on it."""

    pages: int
    usable: int
    worth_keeping: bool


def is_temp_roll(value: object) -> bool:
    """Say whether a value can be the id of a temp roll."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def rest_of(capacity: int, used: int, settings: FilmSettings) -> Rest:
    """Return the rest of a film; one that is too short is unwound and not offered."""
    pages = max(0, capacity - used)
    usable = pages - settings.padding
    return Rest(pages, usable, usable >= max(1, settings.minimum))


def best_fit(temp_rolls: Iterable[TempRoll], film_type: str, pages: int, held: str | None = None) -> TempRoll | None:
    """Return the shortest temp roll that exists, is free and long enough; the oldest of several.

    The one that is `held` by the roll itself counts as free.
    """
    fitting = [found for found in temp_rolls if is_offered(found, film_type, pages, held)]
    return min(fitting, key=lambda found: (found.usable, int(found.id[1:])), default=None)


def is_offered(found: TempRoll, film_type: str, pages: int, held: str | None = None) -> bool:
    """Say whether a temp roll can be had for so many pages."""
    is_free = found.exists and (found.status is TempStatus.AVAILABLE or found.id == held)
    return is_free and found.film_type == film_type and found.usable >= pages
