"""What an operator may set, with the defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Retention:
    """Which versions are kept, and for how long."""

    recent: timedelta = timedelta(minutes=10)
    """Everything younger is kept, because open tabs need their bases ..."""
    recent_bytes: int = 256 * MEGABYTE
    """... while it fits in this many bytes."""
    last: int = 20
    special: timedelta = timedelta(days=90)
    """How long hand edits, conflicts, deletions and pins are kept whatever else is."""
    steps: tuple[tuple[timedelta, timedelta], ...] = (
        (timedelta(hours=1), timedelta(minutes=1)),
        (timedelta(hours=48), timedelta(hours=1)),
        (timedelta(days=30), timedelta(days=1)),
        (timedelta(days=366), timedelta(days=30)),
    )
    """Up to which age one version is kept in each period of which length."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and waits of a store."""

    loaded_bytes: int = 64 * MEGABYTE
    """Largest file that is loaded; a larger one is listed."""
    cached_bytes: int = 32 * MEGABYTE
    """How much text of current versions is held in memory, over all projects."""
    lock_wait: float = 10.0
    """Seconds that a writer waits for another one."""
    patience: float = 1.0
    """Seconds that a half-written file is waited for."""
    settle: float = 0.4
    """Seconds without a further save after which the current version is copied to the backups."""
    leftover_age: timedelta = timedelta(hours=24)
    """How long a leftover without anything of its own is listed before it is removed."""
    low_disk: int = 512 * MEGABYTE
    """Free bytes below which `doctor` warns."""
    retention: Retention = field(default_factory=Retention)

    @classmethod
    def for_bodies_of(cls, size: int) -> Settings:
        """Return the defaults, with room for what a body of `size` bytes becomes when it is laid out."""
        return cls(loaded_bytes=max(64 * MEGABYTE, 4 * size), cached_bytes=max(32 * MEGABYTE, 2 * size))
