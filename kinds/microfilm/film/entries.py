"""The lines of the ledger: what happened to which roll, when, by whom and why. Lines are only ever added."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import orjson

from kinds.microfilm.sessions import LOCAL_USER

Facts = dict[str, Any]
WRITER = "film register"
"""What the register calls itself when it saves; the contract of the ledger lets nobody else change it."""


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
    """A number that the old system gave [legacy, location, capacity, void?]."""
    DROPPED = "dropped"
    """A number that the old system gave and that is not taken over [legacy, given]."""


COMMON = ("seq", "at", "user", "event", "project", "roll", "attempt", "number", "reason", "key", "request")
_WHOLE = ("seq", "roll", "attempt")


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
    request: str | None = None
    """A short hash of that request, by which another one under the same key is told apart."""

    def as_dict(self) -> Facts:
        """Return it as it stands in the file."""
        common = {name: getattr(self, name) for name in COMMON} | {"event": str(self.event)}
        return {name: value for name, value in {**common, **self.facts}.items() if value is not None}

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Entry:
        """Read a line of the file.

        Raises:
            ValueError: it is none that this version knows.
        """
        common = {name: line[name] for name in COMMON if line.get(name) is not None}
        for name, value in common.items():
            if type(value) is not (int if name in _WHOLE else str):
                raise ValueError(f"{name} is {value!r}")
        if "seq" not in common or "event" not in common:
            raise ValueError("a line without its place or its event")
        facts = {name: value for name, value in line.items() if name not in COMMON}
        return cls(**{**common, "event": Happening(common["event"])}, facts=facts)


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, and by which idempotency key."""

    user: str = LOCAL_USER
    key: str | None = None
    request: str | None = None
    """A short hash of what is asked under the key."""

    def asking(self, *request: Any) -> Who:
        """Return who asks this; of a key, also what is asked, so that another request under it is told apart."""
        if self.key is None:
            return self
        text = orjson.dumps(request, option=orjson.OPT_SORT_KEYS)
        return replace(self, request=hashlib.sha256(text).hexdigest()[:16])
