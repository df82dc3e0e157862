"""How much room a data folder takes."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from storage import usage
from storage.layout import Layout
from storage.usage import Room, Usage
from tests.serving import wait_for


def put(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))


@pytest.fixture
def always_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure each time somebody asks, and wait for it."""
    monkeypatch.setattr(usage, "_HOLDS_FOR", 0.0)
    monkeypatch.setattr(usage, "_WAIT", 5.0)


def test_projects_and_kept_versions_are_added_up_and_other_files_are_not(tmp_path: Path, always_fresh: None) -> None:
    put(tmp_path / "story.json", 100)
    put(tmp_path / "film.json", 20)
    put(tmp_path / "Plan (1).json", 5000)
    put(tmp_path / ".holdfast" / "index.json", 5000)
    put(tmp_path / "backups" / "story" / "a.json", 7)
    put(tmp_path / "backups" / "story" / "b.json", 8)
    put(tmp_path / "backups" / "deleted" / "c.json", 1000)
    found = Usage(Layout(tmp_path)).room()
    disk = shutil.disk_usage(tmp_path)
    assert (found.projects, found.backups, found.total) == (120, 1015, disk.total)
    assert found.free is not None
    assert abs(found.free - disk.free) < 1 << 30


def test_a_folder_that_changes_is_looked_into_again_and_one_that_is_gone_counts_no_more(
    tmp_path: Path, always_fresh: None
) -> None:
    put(tmp_path / "backups" / "story" / "a.json", 7)
    put(tmp_path / "backups" / "film" / "a.json", 50)
    found = Usage(Layout(tmp_path))
    assert found.room().backups == 57
    time.sleep(0.02)
    put(tmp_path / "backups" / "story" / "b.json", 100)
    assert found.room().backups == 157
    shutil.rmtree(tmp_path / "backups" / "film")
    assert found.room().backups == 107


def test_a_folder_without_anything_takes_nothing(tmp_path: Path, always_fresh: None) -> None:
    found = Usage(Layout(tmp_path)).room()
    assert (found.projects, found.backups) == (0, 0)


def test_a_folder_that_is_gone_leaves_what_was_known(tmp_path: Path, always_fresh: None) -> None:
    put(tmp_path / "data" / "story.json", 100)
    found = Usage(Layout(tmp_path / "data"))
    assert found.room().projects == 100
    shutil.rmtree(tmp_path / "data")
    assert found.room().projects == 100


def test_nobody_waits_long_and_what_is_not_known_yet_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "story.json", 100)
    real = os.scandir

    def slow(folder: str) -> object:
        time.sleep(0.5)
        return real(folder)

    monkeypatch.setattr(os, "scandir", slow)
    found = Usage(Layout(tmp_path))
    began = time.perf_counter()
    first = found.room()
    assert time.perf_counter() - began < 0.3
    assert (first.projects, first.backups) == (None, None)
    assert wait_for(lambda: found.room() != first and found.room().projects == 100, 5)


def test_a_measurement_is_remembered(tmp_path: Path) -> None:
    put(tmp_path / "story.json", 100)
    found = Usage(Layout(tmp_path))
    assert wait_for(lambda: found.room() != Room() and found.room().projects == 100, 5)
    put(tmp_path / "story.json", 200)
    assert found.room().projects == 100
