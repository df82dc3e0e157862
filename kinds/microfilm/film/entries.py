"""The lines of the ledger: what happened to which roll, when, by whom and why. Lines are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Facts = dict[str, Any]


class Happening(StrEnum):
    """What an entry says; `facts` in brackets."""

    PLANNED = "planned"
    """Rolls of an order were planned [rolls, settings]; those that are not named and were not begun are gone."""
    STARTED = "started"
    """A roll is on the camera [temp_roll?]."""
    COMPLETED = "completed"
    """It is filmed, and has its number [location, capacity, rest, temp_roll?, makes?]."""
    FAILED = "failed"
    """It has to be filmed again [spoiled, temp_roll?]."""
    REFILM = "refilm"
    """It is made ready to be filmed again [temp_roll?]."""
    REWORK = "rework"
    """It is on film, but has to be done again."""
    VOID = "void"
    """A number is not valid any more."""
    ARCHIVED = "archived"
    """An order is done with."""
    RELEASED = "released"
    """A temp roll that was reserved is free again [temp_roll]."""
    SKIPPED = "skipped"
    """Numbers that this ledger does not issue: they are older, or were used elsewhere [location, first, last]."""
    IMPORTED = "imported"
    """A number that the old system gave [legacy, location, capacity]."""


COMMON = ("seq", "at", "user", "event", "project", "roll", "attempt", "number", "reason", "key")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    event: Happening
    project: str | None = None
    roll: int | None = None
    attempt: int | None = None
    """Which filming of the roll, from 1."""
    number: str | None = None
    """The film number that is issued or declared void."""
    reason: str | None = None
    facts: Facts = field(default_factory=dict)
    seq: int = 0
    """Its place in the ledger, from 1 without a gap; 0 until it is written."""
    at: str = ""
    user: str = ""
    key: str | None = None
    """Idempotency key of the request that it comes from."""

    def as_dict(self) -> Facts:
        """Return it as it stands in the file."""
        common = {name: getattr(self, name) for name in COMMON}
        return {name: value for name, value in {**common, **self.facts}.items() if value is not None}

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Entry:
        """Read a line of the file.

        Raises:
            ValueError: it is none that this version knows.
        """
        facts = {name: value for name, value in line.items() if name not in COMMON}
        try:
            event, seq = Happening(str(line["event"])), int(line["seq"])
        except (KeyError, TypeError) as error:
            raise ValueError("a line without its place or its event") from error
        at, user = str(line.get("at", "")), str(line.get("user", ""))
        named = {name: line.get(name) for name in ("project", "roll", "attempt", "number", "reason", "key")}
        return cls(event, facts=facts, seq=seq, at=at, user=user, **named)
