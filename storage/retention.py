"""Which kept versions may go: a pure plan from the names of the backups and the time.

Thinning by count alone turns ten backups into ten minutes of history as soon as a page saves by itself. Periods
cover a year; everything of the last minutes stays, because open tabs need the versions that they were made from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.names import BackupName
from storage.settings import Retention

LASTING = frozenset({"hand-edit", "conflict", "delete", "pin"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as the plan sees it."""

    name: BackupName
    size: int
    sound: bool = True
    """Whether it parses; `broken` versions do not."""
    pinned_at: datetime | None = None
    """When it was pinned, if that was after it was kept."""

    @property
    def lasting(self) -> bool:
        """Whether it is one that somebody meant to keep."""
        return self.name.pinned or self.name.why in LASTING


def to_remove(backups: Collection[Kept], now: datetime, rules: Retention) -> list[Kept]:
    """Return the backups that may go, oldest first.

    Never among them: the newest one that parses, and any whose time lies in the future, which a clock that was set
    back leaves behind and which says nothing about its age.
    """
    rest = list(backups)
    gone: set[BackupName] = set()
    while more := _thinned(rest, now, rules):  # what stood between two equal versions may just have gone
        gone |= more
        rest = [kept for kept in rest if kept.name not in more]
    return sorted((kept for kept in backups if kept.name in gone), key=lambda kept: kept.name)


def _thinned(backups: Collection[Kept], now: datetime, rules: Retention) -> set[BackupName]:
    newest_first = sorted(backups, key=lambda kept: kept.name, reverse=True)
    repeated = {kept.name for kept in _repeated(newest_first)}
    once = [kept for kept in newest_first if kept.name not in repeated]
    stay = {kept.name for kept in _newest_sound(once)}
    stay.update(kept.name for kept in _recent(once, now, rules))
    stay.update(kept.name for kept in once[: rules.last])
    stay.update(kept.name for kept in once if _lasts(kept, now, rules))
    stay.update(kept.name for kept in once if kept.name.kept_at > now)
    stay.update(_one_a_period(once, now, rules))
    return {kept.name for kept in newest_first if kept.name not in stay}


def _newest_sound(newest_first: list[Kept]) -> list[Kept]:
    return next(([kept] for kept in newest_first if kept.sound and kept.name.why != "broken"), [])


def _repeated(newest_first: list[Kept]) -> list[Kept]:
    """Return all but the oldest of versions in a row that are equal; one that lasts is preferred."""
    repeated: list[Kept] = []
    run: list[Kept] = []
    for kept in newest_first:
        if run and kept.name.hash12 != run[-1].name.hash12:
            repeated += _all_but_one(run)
            run = []
        run.append(kept)
    return repeated + _all_but_one(run)


def _all_but_one(run: list[Kept]) -> list[Kept]:
    if not run:
        return []
    best = next((kept for kept in reversed(run) if kept.lasting), run[-1])
    return [kept for kept in run if kept is not best and not kept.name.pinned]


def _recent(once: list[Kept], now: datetime, rules: Retention) -> list[Kept]:
    recent: list[Kept] = []
    size = 0
    for kept in once:
        size += kept.size
        if now - kept.name.kept_at > rules.recent or size > rules.recent_bytes:
            break
        recent.append(kept)
    return recent


def _lasts(kept: Kept, now: datetime, rules: Retention) -> bool:
    since = max(kept.name.kept_at, kept.pinned_at or kept.name.kept_at)
    return kept.lasting and now - since <= rules.special


def _one_a_period(once: list[Kept], now: datetime, rules: Retention) -> set[BackupName]:
    """Choose the newest version of each period, and the oldest of all while a period has room for it."""
    chosen: set[BackupName] = set()
    for reach, period in rules.steps:
        newest_of: dict[int, BackupName] = {}
        for kept in once:
            if now - kept.name.kept_at <= reach:
                newest_of.setdefault(_period_of(kept.name.kept_at, period), kept.name)
        chosen.update(newest_of.values())
    if once and now - once[-1].name.kept_at <= rules.steps[-1][0]:
        chosen.add(once[-1].name)
    return chosen


def _period_of(moment: datetime, period: timedelta) -> int:
    return int(moment.timestamp() // period.total_seconds())
