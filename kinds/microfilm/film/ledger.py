"""What a ledger says: its orders, rolls, numbers and temp rolls."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from kinds.microfilm.film.entries import Entry
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.planning import PlanKey
from kinds.microfilm.film.steps import OrderState, RollState
from kinds.microfilm.film.temp_rolls import TempRoll


class NumberStatus(StrEnum):
    """What a number stands for."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """The roll was filmed again and has another one; the old film and its blips are still there."""
    VOID = "void"


class Fault(NamedTuple):
    """A line that cannot be, because of those before it."""

    seq: int
    rule: int
    """Which of the seven rules it breaks; 7 for a line that is wrong in itself."""
    text: str


@dataclass(slots=True)
class Issue:
    """One film number and the filming that has it."""

    number: str
    project: str | None
    roll: int | None
    attempt: int | None
    at: str
    capacity: int = 0
    """Frames of the film that it was filmed on."""
    status: NumberStatus = NumberStatus.CURRENT
    legacy: bool = False
    temp_roll: str | None = None
    """The temp roll that it was filmed on."""
    superseded_by: str | None = None
    reason: str | None = None
    """Why it is void."""


@dataclass(slots=True)
class Roll:
    """A roll of an order."""

    roll_id: int
    film_type: str
    capacity: int
    pages: int
    documents: int
    first: str
    """Name of its first document."""
    last: str
    digest: str
    """Of its segments, which stand in the order."""
    state: RollState = RollState.PLANNED
    attempt: int = 0
    """How often it was put on the camera."""
    temp_roll: str | None = None
    """The temp roll that is reserved for it."""
    issues: list[Issue] = field(default_factory=list)
    """Its numbers, the oldest first."""

    @property
    def current(self) -> Issue | None:
        """Its valid number."""
        return next((issue for issue in self.issues if issue.status is NumberStatus.CURRENT), None)

    @property
    def key(self) -> PlanKey:
        """By which its plan is found."""
        return self.roll_id, self.digest

    @property
    def is_open(self) -> bool:
        """Whether it has no valid film and is not on the camera, so that its documents may be planned anew."""
        return self.state not in (RollState.FILMING, RollState.FILMED) and self.current is None


@dataclass(slots=True)
class Order:
    """What the ledger knows of one order."""

    project: str
    location: str | None = None
    """Where it is filmed, as it said when it was planned or numbered last."""
    state: OrderState = OrderState.REGISTERED
    settings: FilmSettings = field(default_factory=FilmSettings)
    rolls: dict[int, Roll] = field(default_factory=dict)
    retired: list[Roll] = field(default_factory=list)
    """Rolls whose numbers are all void and whose documents were planned anew; their film and its blips are there."""
    dropped: set[str] = field(default_factory=set)
    """Numbers of the old system that are not taken over, as they stand in the order."""
    begun: int = 0
    """The highest id of a roll that was ever on the camera; it is not given again."""
    seq: int = 0
    """The last line about it."""

    @property
    def all_rolls(self) -> list[Roll]:
        """The rolls that are planned or filmed, and those that were."""
        return [*self.rolls.values(), *self.retired]


@dataclass(slots=True)
class Ledger:
    """All that the lines say."""

    orders: dict[str, Order] = field(default_factory=dict)
    numbers: dict[str, Issue] = field(default_factory=dict)
    temp_rolls: dict[str, TempRoll] = field(default_factory=dict)
    skipped: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Ranges of running numbers by prefix."""
    last: dict[str, int] = field(default_factory=dict)
    """The highest running number by prefix, issued or skipped."""
    keys: dict[str, list[Entry]] = field(default_factory=dict)
    """Lines by the idempotency keys of their requests."""
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fork(self, projects: Iterable[str]) -> Ledger:
        """Return a ledger to which lines about some orders can be added while others read this one."""
        copied = {project: deepcopy(self.orders[project]) for project in projects if project in self.orders}
        issues = {issue.number: issue for order in copied.values() for roll in order.all_rolls for issue in roll.issues}
        return Ledger(
            orders={**self.orders, **copied},
            numbers={**self.numbers, **issues},
            temp_rolls={name: replace(found) for name, found in self.temp_rolls.items()},
            skipped={prefix: list(ranges) for prefix, ranges in self.skipped.items()},
            last=dict(self.last),
            keys=dict(self.keys),
            entries=list(self.entries),
            faults=list(self.faults),
        )

    def next_running(self, prefix: str) -> int:
        """Return the running number that is issued next."""
        return self.last.get(prefix, 0) + 1

    def next_temp_roll(self) -> str:
        """Return the id of the temp roll that comes next."""
        return f"T{max((int(found[1:]) for found in self.temp_rolls), default=0) + 1}"
