"""A kept version pinned, let go of and labelled: its name and label change, and never its content."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.errors import NoSuchBackup
from storage.history import History
from storage.names import REASONS, BackupName
from storage.pinning import marked, name_when
from storage.settings import Retention, Settings
from storage.store import Store
from tests.serving import ROOT

SHORT = Settings(settle=60, retention=Retention(recent=timedelta(0), last=1, steps=((timedelta(0), timedelta(1)),)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path, SHORT)
    yield opened
    opened.close()


def saved(store: Store, count: int) -> None:
    base = store.save("story", b'{"n": 0}', Precondition(create=True)).etag
    for number in range(1, count):
        base = store.save("story", b'{"n": %d}' % number, Precondition(base=base)).etag


def oldest(store: Store) -> str:
    return str(store.backups.all("story")[-1].name)


def row(store: Store, name: str) -> dict[str, object]:
    return next(shown for shown in History(store).backups("story") if shown["name"] == name)


def files(store: Store) -> set[str]:
    return set(os.listdir(store.layout.backups("story")))


@pytest.mark.parametrize("why", REASONS)
def test_pinning_and_letting_go_keeps_how_a_version_came_to_be(why: str) -> None:
    name = BackupName(7, datetime(2026, 1, 1, tzinfo=UTC), "0123456789ab", why)
    pinned = name_when(name, True, "merge")
    assert pinned.pinned
    assert (pinned.why, name_when(pinned, True, "merge")) == (why, pinned)
    let_go = name_when(pinned, False, "merge")
    assert not let_go.pinned
    assert let_go.why == ("merge" if why == "pin" else why)
    assert let_go.is_of_same(name)


def test_a_pinned_version_keeps_its_bytes_and_its_reason_and_outlives_thinning(store: Store) -> None:
    saved(store, 5)
    before = oldest(store)
    content = (store.layout.backups("story") / before).read_bytes()
    kept = marked(store, "story", before, pinned=True, label="before the cut")
    assert str(kept.name) == before.replace("--save.json", "--pin-save.json")
    assert kept.path.read_bytes() == content
    shown = row(store, str(kept.name))
    assert (shown["why"], shown["pinned"], shown["label"]) == ("save", True, "before the cut")
    with store.locks.hold("story"):
        store.housekeeper.thin("story")
    assert kept.name in [backup.name for backup in store.backups.all("story")]
    again = marked(store, "story", str(kept.name), pinned=False, label=None)
    assert str(again.name) == before
    assert row(store, before)["label"] == "before the cut", "letting go loses nothing at that moment"
    with store.locks.hold("story"):
        store.housekeeper.thin("story")
    assert not {name for name in files(store) if name.startswith(before.removesuffix("--save.json"))}


def test_the_name_of_before_still_leads_to_it(store: Store) -> None:
    saved(store, 3)
    before = oldest(store)
    marked(store, "story", before, pinned=True, label=None)
    assert before not in files(store)
    assert History(store).version("story", before)[0] == b'{\n  "n": 0\n}\n'
    assert marked(store, "story", before, pinned=False, label=None).path.name == before


def test_a_label_is_changed_and_taken_away(store: Store) -> None:
    saved(store, 3)
    name = oldest(store)
    for label in ("one", "two", ""):
        marked(store, "story", name, pinned=None, label=label)
        assert row(store, name).get("label", "") == label
    assert {name for name in files(store) if name.endswith(".txt")} == set()


def test_a_save_point_that_is_let_go_of_is_what_its_content_was(store: Store) -> None:
    saved(store, 2)
    store.housekeeper.flush()
    point = History(store).pin("story", "now")
    name = str(point["name"])
    assert marked(store, "story", name, pinned=False, label=None).name.why == "save"
    assert marked(store, "story", name, pinned=True, label=None).name.pinned_later


def test_a_version_is_named_by_its_etag_too_and_has_to_be_kept(store: Store) -> None:
    saved(store, 3)
    etag = store.backups.etag(store.backups.all("story")[-1])
    assert marked(store, "story", etag, pinned=True, label=None).pinned
    for name in ("sha256-" + "0" * 64, "current", "../story.json", oldest(store).replace("--0001--", "--0009--")):
        with pytest.raises(NoSuchBackup):
            marked(store, "story", name, pinned=True, label=None)


def test_what_a_crash_between_the_steps_leaves_is_the_old_or_the_new(store: Store, tmp_path: Path) -> None:
    saved(store, 3)
    before = oldest(store)
    (store.layout.backups("story") / before.replace("--save.json", "--pin-save.txt")).write_text("left by a crash\n")
    kept = marked(store, "story", before, pinned=True, label=None)
    assert "label" not in row(store, str(kept.name)), "a label that nobody gave to this version is none of it"


KILLED = """
import os, sys
from pathlib import Path
from storage.files.fs import Fs
from storage.pinning import marked
from storage.store import Store

class Dying(Fs):
    left = int(sys.argv[2])
    def __getattribute__(self, name):
        if not name.startswith("_") and name not in ("left",) and hasattr(Fs, name):
            type(self).left -= 1
            if type(self).left == 0:
                os._exit(9)
        return super().__getattribute__(name)

store = Store(Path(sys.argv[1]))
name = str(store.backups.all("story")[-1].name)
store.backups._fs = store.backups._labels._fs = store.backups._listings._fs = Dying()
marked(store, "story", name, pinned=True, label="new")
os._exit(0)
"""


@pytest.mark.slow
def test_killed_at_any_step_the_version_is_there_under_one_of_its_names(tmp_path: Path) -> None:
    step, code = 0, 9
    while code == 9:
        step += 1
        folder = tmp_path / str(step)
        store = Store(folder)
        saved(store, 3)
        store.close()
        name = oldest(store)
        marked(store, "story", name, pinned=None, label="old")
        command = [sys.executable, "-c", KILLED, str(folder), str(step)]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        store = Store(folder)
        kept = store.backups.get("story", name)
        assert kept.path.read_bytes() == b'{\n  "n": 0\n}\n'
        assert store.backups.label(kept) == ("new" if kept.pinned else "old")
        again = marked(store, "story", name, pinned=True, label="new")
        assert (again.pinned, store.backups.label(again)) == (True, "new")
        store.close()
    assert code == 0
    assert step > 8
