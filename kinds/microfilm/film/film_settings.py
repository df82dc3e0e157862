"""How film is cut: lengths of rolls, what is lost, and what is worth keeping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

FILM_TYPES = ("16mm", "35mm")
LONGEST = 99_999
"""Frames that a blip can name."""
MOST_ON_A_ROLL = 9_999
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

    @property
    def is_possible(self) -> bool:
        """Whether each of them is a number within its limits."""
        return all(type(value) is int and inside(value, *LIMITS[name]) for name, value in self.as_dict().items())


LIMITS: Mapping[str, tuple[int, int]] = {
    "capacity_16mm": (1, LONGEST),
    "capacity_35mm": (1, LONGEST),
    "padding": (0, LONGEST),
    "minimum": (0, LONGEST),
}
"""The smallest and the largest value of each setting."""


def inside(value: int, least: int, most: int) -> bool:
    """Say whether a number is within limits."""
    return least <= value <= most
