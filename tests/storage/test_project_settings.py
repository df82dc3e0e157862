"""How much of one project's history is kept: chosen, remembered, and heeded wherever versions are thinned."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.daily import thinning
from storage.decisions import Precondition
from storage.doctor import examine, repair
from storage.documents import etag_of
from storage.project_settings import BOUNDS, KEEP_ALL, fault_in
from storage.settings import Retention, Settings
from storage.store import Store

SHORT = Retention(recent=timedelta(0), last=2, steps=((timedelta(0), timedelta(1)),))


class Folder:
    """A store whose clock a test moves on."""

    def __init__(self, data: Path) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.store = Store(data, Settings(settle=60, retention=SHORT), now=lambda: self.now)

    def save(self, count: int) -> None:
        current = self.store.versions.read("story")
        asked = Precondition(create=True) if current is None else Precondition(base=current.etag)
        for number in range(count):
            self.now += timedelta(seconds=1)
            saved = self.store.save("story", b'{"n": "%d at %d"}' % (number, self.now.timestamp()), asked)
            asked = Precondition(base=saved.etag)

    def choose(self, **changes: Any) -> None:
        with self.store.locks.hold("story"):
            self.store.project_settings.change("story", changes)

    def thinned(self) -> int:
        """Thin as the housekeeper does, and return how many versions are left."""
        with self.store.locks.hold("story"):
            self.store.housekeeper.thin("story")
        return self.store.backups.count("story")


def codes(store: Store) -> list[str]:
    return [finding.code for finding in examine(store)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path)
    made.save(12)
    yield made
    made.store.close()


def test_without_settings_the_defaults_hold(folder: Folder) -> None:
    shown = folder.store.project_settings.as_dict("story")
    assert shown["retention"] == {"keepAll": False, "last": 2, "specialDays": 90}
    assert shown["defaults"] == {
        "keepAll": False,
        "last": 2,
        "specialDays": 90,
        "recentSeconds": 0,
        "recentBytes": 256 << 20,
        "steps": [{"upToSeconds": 0, "everySeconds": 86400}],
    }
    assert folder.thinned() == 2


def test_what_was_chosen_is_heeded_until_it_is_taken_back(folder: Folder) -> None:
    folder.choose(last=7)
    assert folder.thinned() == 7
    folder.choose(last=5, keepAll=True)
    folder.save(3)
    assert folder.thinned() == 10
    folder.choose(keepAll=False)
    assert folder.thinned() == 5
    folder.choose(last=None, keepAll=None)
    assert not folder.store.project_settings.path("story").exists()
    assert folder.thinned() == 2


def test_days_hold_for_what_somebody_meant_to_keep(folder: Folder) -> None:
    with folder.store.locks.hold("story"):
        folder.store.backups.keep("story", b"{}", etag_of(b"{}"), "conflict")
    folder.save(3)
    folder.choose(specialDays=3)
    folder.now += timedelta(days=2)
    assert folder.thinned() == 3
    folder.now += timedelta(days=2)
    assert folder.thinned() == 2


def test_every_way_to_thin_heeds_them(folder: Folder) -> None:
    folder.choose(keepAll=True)
    kept = folder.store.backups.count("story")
    folder.now += timedelta(days=400)
    assert thinning(folder.store)(lambda: False) == ""
    folder.store.housekeeper.wrote("story")
    folder.store.housekeeper.flush()
    repair(folder.store, examine(folder.store))
    assert folder.store.backups.count("story") >= kept


def test_they_outlive_a_restart_and_the_private_folder(folder: Folder, tmp_path: Path) -> None:
    folder.choose(keepAll=True, last=3)
    folder.store.close()
    shutil.rmtree(tmp_path / ".holdfast")
    again = Folder(tmp_path)
    assert again.store.project_settings.as_dict("story")["retention"] == {
        "keepAll": True,
        "last": 3,
        "specialDays": 90,
    }
    again.store.close()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"last": 0}', '{"last": "5"}', '{"keepAll": 1}', '{"specialDays": 1.5}']
)
def test_settings_that_cannot_be_understood_keep_everything_and_are_reported(folder: Folder, text: str) -> None:
    folder.store.project_settings.path("story").write_text(text)
    kept = folder.store.backups.count("story")
    assert folder.thinned() == kept
    assert folder.store.project_settings.as_dict("story")["retention"]["keepAll"] is True
    assert "settings_unusable" in codes(folder.store)
    folder.choose(keepAll=False)
    assert folder.thinned() == 2
    assert "settings_unusable" not in codes(folder.store)


def test_settings_that_cannot_be_read_keep_everything(folder: Folder) -> None:
    folder.store.project_settings.path("story").mkdir()
    kept = folder.store.backups.count("story")
    assert folder.thinned() == kept


def test_members_that_are_no_settings_are_left_alone(folder: Folder) -> None:
    folder.store.project_settings.path("story").write_text('{"last": 4, "colour": "red"}')
    assert folder.thinned() == 4


def test_they_hold_for_one_project_only(folder: Folder) -> None:
    folder.choose(keepAll=True)
    assert folder.store.project_settings.retention("film") == SHORT
    assert folder.store.project_settings.retention("story") is None


def test_the_file_is_no_version(folder: Folder) -> None:
    before = folder.store.backups.count("story")
    folder.choose(last=9)
    assert folder.store.backups.count("story") == before
    assert "settings.json" in os.listdir(folder.store.layout.backups("story"))
    assert folder.store.project_settings.retention("story") == replace(SHORT, last=9)


NOT_YES_OR_NO: list[Any] = [0, 1, "true", [], {}]
NO_COUNT: list[Any] = [0, -1, True, 1.0, "7", [], 36_501]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[(KEEP_ALL, value) for value in NOT_YES_OR_NO],
        *[(name, value) for name in BOUNDS for value in NO_COUNT],
        ("last", 10_001),
        ("colour", None),
    ],
)
def test_a_setting_that_makes_no_sense_says_what_would(name: str, value: Any) -> None:
    assert repr(name) in (fault_in(name, value) or "")


@pytest.mark.parametrize(
    ("name", "value"), [(KEEP_ALL, True), (KEEP_ALL, None), ("last", 1), ("last", 10_000), ("specialDays", 36_500)]
)
def test_the_ends_of_a_range_are_inside(name: str, value: Any) -> None:
    assert fault_in(name, value) is None
