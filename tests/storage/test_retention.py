"""Which kept versions may go (a plan, so the clock is an argument)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.names import REASONS, BackupName
from storage.retention import LASTING, Kept, to_remove
from storage.settings import Retention

RULES = Retention()
START = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEAR = timedelta(days=365)


def kept(sequence: int, at: datetime, why: str = "save", content: int | None = None, size: int = 1000) -> Kept:
    hash12 = f"{sequence if content is None else content:012x}"
    return Kept(BackupName(sequence, at, hash12, why), size, sound=why != "broken")


def left(backups: list[Kept], now: datetime, rules: Retention = RULES) -> list[Kept]:
    gone = {backup.name for backup in to_remove(backups, now, rules)}
    return [backup for backup in backups if backup.name not in gone]


def autosaved(since: datetime, duration: timedelta, first: int = 1, backups: list[Kept] | None = None) -> list[Kept]:
    """Save every two seconds, and thin every five minutes as the housekeeper does now and then."""
    backups = list(backups or [])
    for number in range(int(duration.total_seconds()) // 2):
        at = since + timedelta(seconds=2 * number)
        backups.append(kept(first + number, at))
        if number % 150 == 149:
            backups = left(backups, at)
    return backups


def test_three_days_of_autosave_leave_versions_of_every_age() -> None:
    end = START + timedelta(days=3)
    backups = left(autosaved(START, timedelta(days=3)), end)
    times = [backup.name.kept_at for backup in backups]
    assert sum(end - at <= timedelta(minutes=10) for at in times) == 300
    for reach, gap in ((timedelta(hours=1), timedelta(minutes=2)), (timedelta(hours=48), timedelta(hours=2))):
        young = [at for at in times if end - at <= reach]
        assert end - young[0] >= reach - gap
        assert max(later - at for at, later in pairwise(young)) <= gap
    assert times[0] == START
    assert max(later - at for at, later in pairwise(times)) <= timedelta(days=2)
    assert len(backups) < 300 + 60 + 48 + 10


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
def test_a_clock_that_jumps_a_year_costs_neither_the_newest_nor_the_last_twenty(jump: timedelta) -> None:
    before = autosaved(START, timedelta(hours=2))
    jumped = START + jump + timedelta(hours=2)
    there = autosaved(jumped, timedelta(minutes=6), 10_000, before)
    assert there[-20:] == [kept(10_160 + number, jumped + timedelta(seconds=320 + 2 * number)) for number in range(20)]
    assert any(backup.name.sequence < 10_000 for backup in there)
    if jump < timedelta(0):
        assert set(before) <= set(there)
    back = autosaved(START + timedelta(hours=3), timedelta(minutes=6), 20_000, there)
    assert sum(backup.name.sequence >= 20_000 for backup in back) == 180
    assert any(backup.name.sequence < 10_000 for backup in back)


def test_everything_of_the_last_ten_minutes_stays_up_to_its_bytes() -> None:
    backups = [kept(number, START + timedelta(seconds=number), size=1 << 20) for number in range(300)]
    stay = left(backups, START + timedelta(seconds=300))
    assert [backup.name.sequence for backup in stay if backup.name.sequence >= 44] == list(range(44, 300))
    assert len([backup for backup in stay if backup.name.sequence < 44]) <= 2


@pytest.mark.parametrize(
    ("age", "period"), [(30, 1), (60 * 24, 60), (60 * 24 * 20, 60 * 24), (60 * 24 * 300, 60 * 24 * 30)]
)
def test_one_version_a_period_stays_and_it_is_the_newest(age: int, period: int) -> None:
    rules = Retention(last=1)
    start = datetime.fromtimestamp(START.timestamp() // (period * 60) * period * 60, UTC)
    backups = [kept(number, start + timedelta(minutes=period * number / 4)) for number in range(12)]
    stay = [backup.name.sequence for backup in left(backups, start + timedelta(minutes=age), rules)]
    assert stay == [0, 3, 7, 11]


@pytest.mark.parametrize("why", REASONS)
def test_what_was_pinned_later_stays_for_ninety_days_from_then_on(why: str) -> None:
    rules = Retention(last=1, steps=((timedelta(hours=1), timedelta(minutes=1)),))
    name = BackupName(1, START, f"{1:012x}", why, pinned_later=why != "pin")
    pinned = Kept(name, 1000, sound=why != "broken", pinned_at=START + timedelta(days=200))
    backups = [pinned, kept(2, START + timedelta(days=1)), kept(3, START + timedelta(days=280))]
    assert pinned in left(backups, START + timedelta(days=289), rules)
    assert pinned not in left(backups, START + timedelta(days=291), rules)


@pytest.mark.parametrize("why", REASONS)
def test_what_somebody_meant_to_keep_stays_for_ninety_days(why: str) -> None:
    rules = Retention(last=1, steps=((timedelta(hours=1), timedelta(minutes=1)),))
    backups = [kept(1, START, why), kept(2, START + timedelta(days=80))]
    assert (backups[0] in left(backups, START + timedelta(days=89), rules)) == (why in LASTING)
    assert backups[0] not in left(backups, START + timedelta(days=91), rules)


def test_the_newest_that_parses_stays_however_old_it_is() -> None:
    backups = [kept(1, START), kept(2, START), *(kept(number, START, "broken") for number in range(3, 40))]
    stay = left(backups, START + 5 * YEAR)
    assert backups[1] in stay
    assert backups[0] not in stay


def test_equal_versions_stand_once_also_when_what_was_between_them_goes() -> None:
    rules = Retention(last=1)
    backups = [
        kept(1, START, content=7),
        kept(2, START + timedelta(seconds=1)),
        kept(3, START + timedelta(seconds=2), content=7),
    ]
    backups.append(kept(4, START + timedelta(days=200)))
    assert [backup.name.sequence for backup in left(backups, START + timedelta(days=200), rules)] == [1, 4]


histories = st.lists(
    st.tuples(st.integers(-(10**8), 10**8), st.sampled_from(REASONS), st.integers(0, 3), st.integers(0, 2**27)),
    max_size=60,
)


@given(histories, st.integers(-(10**8), 10**8))
def test_whatever_happened_the_promises_hold(history: list[tuple[int, str, int, int]], later: int) -> None:
    now = START + timedelta(seconds=later)
    backups = [
        kept(number, START + timedelta(seconds=seconds), why, content + 10 * (why == "broken"), size)
        for number, (seconds, why, content, size) in enumerate(history)
    ]
    stay = left(backups, now)
    sound = [backup for backup in backups if backup.sound]
    if sound:
        assert sound[-1].name.hash12 in {backup.name.hash12 for backup in stay if backup.sound}
    for one, other in pairwise(stay):
        assert one.name.hash12 != other.name.hash12 or "pin" in (one.name.why, other.name.why)
    pins = [backup for backup in backups if backup.name.why == "pin" and now - backup.name.kept_at <= RULES.special]
    assert set(pins) <= set(stay)
    assert to_remove(stay, now, RULES) == []
    assert {backup.name.hash12 for backup in backups[-20:]} <= {backup.name.hash12 for backup in stay}
