"""An error at every system call of a save: acknowledged and there, or refused and untouched, or said to be unknown.

This is done by strace, on the real calls of the real program (P4, P5, P6); `test_failing_fs.py` does it without.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.documents import etag_of
from tests.faults import checks
from tests.faults.saver import NEW, OLD, VARIANTS
from tests.faults.strace import CHANGES, LOOKS, Cases, Outcome, cases, failed_at, needs_strace, record

pytestmark = [*needs_strace, pytest.mark.slow]
FULL = ("ENOSPC", "EDQUOT")


@pytest.fixture(scope="module")
def saving() -> Iterator[Cases]:
    with cases() as running:
        yield running


def complaint(variant: str, folder: Path, outcome: Outcome) -> str | None:
    """Say what is wrong with how a case with one failing call ended, if anything is."""
    before = None if variant == "create" else etag_of(OLD)
    after = None if variant == "delete" else etag_of(NEW)
    result = outcome.result
    if outcome.code != 0 or not result:
        return f"ended with {outcome.code}"
    if "error" not in result:
        return None if result["live"] == after else "acknowledged, but the new version is not there"
    if result["unknown"]:
        if result["live"] != after:
            return "said to be in place, but it is not"
    elif result["live"] != before:
        return f"{result['error']} says that nothing happened, but the file changed"
    if "error" in result["again"] and not (variant == "delete" and result["unknown"]):
        return f"after {result['error']} the next try fails too: {result['again']}"
    if before is not None and before not in checks.etags_in(folder):
        return "the old version is gone"
    return None


def sweep(saving: Cases, tmp_path: Path, variant: str, names: tuple[str, ...], error: str) -> list[tuple[str, Outcome]]:
    """Make each call of these names fail once; return the cases with their outcomes, all of them checked."""
    recorded = record(saving, tmp_path / "recorded", variant)
    outcomes, wrong = [], []
    for name, number in recorded.calls(names):
        folder = tmp_path / f"{name}-{number}"
        outcome = saving.run(folder, variant, *failed_at(name, number, error))
        if found := complaint(variant, folder, outcome):
            wrong.append(f"{error} at {name} {number}: {found}")
        else:
            checks.check_start(folder)
        outcomes.append((f"{name} {number}", outcome))
    assert wrong == []
    return outcomes


@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT", "EMFILE"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_failing_change_is_refused_or_acknowledged_truthfully(
    saving: Cases, tmp_path: Path, variant: str, error: str
) -> None:
    outcomes = sweep(saving, tmp_path, variant, CHANGES, error)
    failed = [case for case, outcome in outcomes if "error" in outcome.result]
    assert len(failed) >= 5
    if error in FULL:
        named = {case: outcome.result["error"] for case, outcome in outcomes if "error" in outcome.result}
        others = {case: name for case, name in named.items() if name not in ("DiskFull", "DurabilityUnknown")}
        assert others == {}, "a full disk is called something else"


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_failing_look_is_refused_or_acknowledged_truthfully(saving: Cases, tmp_path: Path, variant: str) -> None:
    sweep(saving, tmp_path, variant, LOOKS, "EIO")


def test_an_unsynced_folder_is_said_to_be_unknown_and_the_next_try_settles_it(saving: Cases, tmp_path: Path) -> None:
    recorded = record(saving, tmp_path / "recorded", "exchange")
    last = recorded.until_saved["fsync"]
    outcome = saving.run(tmp_path / "data", "exchange", *failed_at("fsync", last, "EIO"))
    assert outcome.result["error"] == "DurabilityUnknown"
    assert outcome.result["live"] == etag_of(NEW)
    assert outcome.result["again"] == {"ack": etag_of(NEW)}


def test_a_kernel_without_exchange_saves_by_link_and_rename(saving: Cases, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    outcome = saving.run(folder, "exchange", *failed_at("renameat2", 1, "EINVAL"))
    assert outcome.result["ack"] == etag_of(NEW)
    assert checks.etags_in(folder) == {etag_of(OLD), etag_of(NEW)}
