"""SIGKILL at every system call of a save: the file is old or new, and the next start goes on (P3, P20)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import checks
from tests.faults.saver import NEW, OLD, SAVED, VARIANTS
from tests.faults.strace import CHANGES, Cases, cases, killed_at, needs_strace, record

pytestmark = [*needs_strace, pytest.mark.slow]


@pytest.fixture(scope="module")
def saving() -> Iterator[Cases]:
    with cases() as running:
        yield running


def lives(variant: str) -> tuple[bytes | None, bytes | None]:
    """Return what the live file may be before and after the operation."""
    return (None if variant == "create" else OLD), (None if variant == "delete" else NEW)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_kill_at_any_system_call_leaves_the_old_or_the_new_version(
    saving: Cases, tmp_path: Path, variant: str
) -> None:
    before, after = lives(variant)
    recorded = record(saving, tmp_path / "recorded", variant)
    seen: dict[bytes | None, int] = {before: 0, after: 0}
    for name, number in recorded.calls(CHANGES, after_save=True):
        folder = tmp_path / f"{name}-{number}"
        trace = tmp_path / f"{name}-{number}.trace"
        outcome = saving.run(folder, variant, *killed_at(name, number, trace))
        assert outcome.killed, (name, number, outcome)
        live = checks.content_of(checks.live_of(folder))
        assert live in (before, after), f"{name} {number}: the file is neither: {live!r:.60}"
        if SAVED in trace.read_text(errors="replace"):
            assert live == after, f"{name} {number}: an acknowledged version is gone"
        seen[live] += 1
        needed = [content for content in (before, live) if content is not None]
        checks.check_start(folder, *needed)
    assert seen[before] > 5
    assert seen[after] > 1


def test_a_kill_between_exchange_and_backup_is_rescued_by_the_next_start(saving: Cases, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    outcome = saving.run(folder, "exchange", *killed_at("renameat2", 2))
    assert outcome.killed
    assert checks.live_of(folder).read_bytes() == NEW
    assert checks.backups_of(folder) == []
    assert [left.action for left in checks.recovered(folder)] == ["rescued"]
    (backup,) = checks.backups_of(folder)
    assert backup.read_bytes() == OLD
    assert backup.name.endswith("--recovered.json")


def test_a_kill_between_link_and_rename_leaves_no_backup_that_an_editor_could_change(
    saving: Cases, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    outcome = saving.run(folder, "link", *killed_at("rename", 1))
    assert outcome.killed
    assert len(checks.sharing_with_live(folder)) == 1
    checks.recovered(folder)
    assert checks.sharing_with_live(folder) == []
    assert checks.live_of(folder).read_bytes() == OLD
