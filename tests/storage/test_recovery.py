"""What a crash leaves behind, put right at the next start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.recovery import recover
from storage.settings import Settings
from storage.store import Store

TEXT = b'{\n  "left": true\n}\n'


def left(data: Path, name: str, content: bytes, *, days: float = 0) -> Path:
    """Leave a temporary file behind, as a crash does."""
    Store(data).close()
    path = data / name
    path.write_bytes(content)
    when = path.stat().st_mtime - days * 86400
    os.utime(path, (when, when))
    return path


def actions(data: Path) -> list[str]:
    store = Store(data, Settings())
    found = [leftover.action for leftover in recover(store)]
    store.close()
    return found


def kept(data: Path, project: str) -> dict[str, str]:
    """Return the reasons of the kept versions by their hash."""
    store = Store(data)
    found = {etag_of(backup.path.read_bytes()): backup.name.why for backup in store.backups.all(project)}
    store.close()
    return found


@pytest.mark.parametrize("project", ["story", "keep", "index", "copy"])
def test_a_version_that_stands_nowhere_else_is_rescued(data: Path, project: str) -> None:
    path = left(data, f".holdfast/tmp/{project}.77.0123abcd.tmp", TEXT, days=3)
    assert actions(data) == ["rescued"]
    assert kept(data, project) == {etag_of(TEXT): "recovered"}
    assert not path.exists()
    assert actions(data) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_version_in_another_encoding_is_rescued_too(data: Path, encoding: str) -> None:
    content = '{"title": "ü"}'.encode(encoding)
    left(data, ".holdfast/tmp/story.77.0123abcd.tmp", content)
    assert actions(data) == ["rescued"]
    assert list(kept(data, "story")) == [etag_of(content)]


def test_what_stands_elsewhere_is_removed(data: Path) -> None:
    store = Store(data)
    saved = store.save("story", TEXT, Precondition(create=True))
    store.close()
    left(data, ".holdfast/tmp/story.77.0123abcd.tmp", TEXT)
    assert actions(data) == ["removed"]
    assert saved.etag == etag_of((data / "story.json").read_bytes())


@pytest.mark.parametrize(("days", "action"), [(0, "waiting"), (0.9, "waiting"), (1.1, "removed")])
def test_half_a_text_waits_a_day(data: Path, days: float, action: str) -> None:
    path = left(data, ".holdfast/tmp/story.77.0123abcd.tmp", TEXT[:-4], days=days)
    assert actions(data) == [action]
    assert path.exists() == (action == "waiting")


@pytest.mark.parametrize("name", [".holdfast/tmp/+copy.77.0123abcd.tmp", "backups/+copy.77.0123abcd.tmp"])
def test_a_copy_that_was_not_finished_waits_a_day(data: Path, name: str) -> None:
    left(data, name, TEXT)
    assert actions(data) == ["waiting"]
    left(data, name, TEXT, days=2)
    assert actions(data) == ["removed"]


def test_what_a_save_through_a_link_left_beside_the_target_is_rescued(data: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.json").write_text("{}")
    (data / "story.json").symlink_to(tmp_path / "elsewhere" / "real.json")
    beside = tmp_path / "elsewhere" / ".story.77.0123abcd.tmp"
    beside.write_bytes(TEXT)
    (tmp_path / "elsewhere" / "foreign.tmp").write_text("not ours")
    assert actions(data) == ["rescued"]
    assert not beside.exists()
    assert (tmp_path / "elsewhere" / "foreign.tmp").exists()


def test_a_backup_that_is_the_live_file_itself_is_separated(data: Path) -> None:
    store = Store(data)
    saved = store.save("story", TEXT, Precondition(create=True))
    store.close()
    shared = data / "backups" / "story" / f"20260101T000000.000Z--0099--{saved.etag[7:19]}--save.json"
    os.link(data / "story.json", shared)
    actions(data)
    assert (data / "story.json").stat().st_nlink == 1
    assert list(kept(data, "story")) == [saved.etag]
