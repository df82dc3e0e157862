"""Film numbers, a location and a running number, and blips, the addresses of documents on film."""

from __future__ import annotations

import re
from dataclasses import dataclass

PREFIXES = {"OU": "1", "DW": "2"}
OTHER_PREFIX = "3"
LOCATIONS = {**{prefix: location for location, prefix in PREFIXES.items()}, OTHER_PREFIX: "other"}
"""A location for each prefix."""
LAST = 9_999_999
"""The last running number of a location."""
_NUMBER = re.compile(r"[123][0-9]{7}", re.ASCII)
_BLIP = re.compile(r"([123][0-9]{7})-([0-9]{4,})\.([0-9]{5,})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Blip:
    """A place on film."""

    film_number: str
    document_index: int
    frame: int

    def __str__(self) -> str:
        """Return it as it is printed: `10000008-0001.00001`."""
        return f"{self.film_number}-{self.document_index:04}.{self.frame:05}"

    @classmethod
    def parse(cls, text: object) -> Blip | None:
        """Read a blip, or return None if it is none."""
        found = _BLIP.fullmatch(text) if isinstance(text, str) else None
        return cls(found[1], int(found[2]), int(found[3])) if found else None


def prefix_of(location: str) -> str:
    """Return the first digit of the numbers of a location; all but OU and DW share one."""
    return PREFIXES.get(location.strip().upper(), OTHER_PREFIX)


def film_number(prefix: str, running: int) -> str:
    """Return the film number of a running number."""
    return f"{prefix}{running:07}"


def is_film_number(value: object) -> bool:
    """Say whether a value is a film number: eight digits, the first of them a location's."""
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None and int(value[1:]) > 0


def running_of(number: str) -> int:
    """Return the running number of a film number."""
    return int(number[1:])
