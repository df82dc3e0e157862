"""How a save treats the file that it replaces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.errors import BaseUnknown, FileBroken, NotRegularFile, PermissionDenied, TooLarge
from storage.files.fs import ExchangeUnsupported, Fs
from storage.saved import Saved
from storage.settings import Settings
from storage.store import Store

OLD = b'{\n  "version": "old"\n}\n'
NEW = b'{\n  "version": "new"\n}\n'
HAND = b'{\n  "version": "old",\n  "by": "hand"\n}\n'


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store(data, Settings(settle=60.0))
    yield opened
    opened.close()


def over(store: Store, base: str, body: bytes = NEW) -> Saved:
    return store.save("story", body, Precondition(base=base))


def reasons(store: Store) -> dict[str, str]:
    return {etag_of(backup.path.read_bytes()): backup.name.why for backup in store.backups.all("story")}


def test_the_same_content_changes_nothing_on_disk(store: Store, data: Path) -> None:
    saved = store.save("story", OLD, Precondition(create=True))
    before = (data / "story.json").stat()
    again = over(store, saved.etag, b'{"version":"old"}')
    assert again.unchanged
    after = (data / "story.json").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    assert store.backups.all("story") == []


class EditingFs(Fs):
    """The real operating system, with an editor that is quicker than a save by a microsecond."""

    def __init__(self, path: Path, *, exchange: bool) -> None:
        self._path = path
        self._exchange = exchange
        self.armed = False

    def exchange(self, one: Path, other: Path) -> None:
        if not self._exchange:
            raise ExchangeUnsupported
        self._edit()
        super().exchange(one, other)

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self._edit()

    def _edit(self) -> None:
        if self.armed:
            self.armed = False
            beside = self._path.with_name(".editor")
            beside.write_bytes(HAND)
            beside.replace(self._path)


def test_an_edit_at_the_instant_of_the_exchange_is_kept_and_said(data: Path) -> None:
    fs = EditingFs(data / "story.json", exchange=True)
    store = Store(data, Settings(settle=60.0), fs=fs)
    first = store.save("story", OLD, Precondition(create=True))
    fs.armed = True
    saved = over(store, first.etag)
    assert [warning.code for warning in saved.warnings] == ["concurrent_hand_edit_kept"]
    assert reasons(store)[etag_of(HAND)] == "hand-edit"
    assert (data / "story.json").read_bytes() == NEW
    store.close()


def test_an_edit_between_link_and_rename_is_seen_where_there_is_no_exchange(data: Path) -> None:
    fs = EditingFs(data / "story.json", exchange=False)
    store = Store(data, Settings(settle=60.0), fs=fs)
    first = store.save("story", OLD, Precondition(create=True))
    store.housekeeper.flush()
    fs.armed = True
    saved = over(store, first.etag)
    assert saved.document == (data / "story.json").read_bytes() == b'{\n  "version": "new",\n  "by": "hand"\n}\n'
    store.close()


def test_a_link_is_written_through_and_stays(store: Store, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_bytes(OLD)
    (data / "story.json").symlink_to(target)
    over(store, etag_of(OLD))
    assert (data / "story.json").is_symlink()
    assert target.read_bytes() == NEW
    assert etag_of(OLD) in reasons(store)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("target", ["nowhere.json", "story.json", "secret.txt"])
def test_a_link_that_leads_to_no_project_file_is_refused(store: Store, data: Path, target: str) -> None:
    (data / "secret.txt").write_bytes(OLD)
    (data / "story.json").symlink_to(data / target)
    with pytest.raises(NotRegularFile):
        over(store, etag_of(OLD))
    assert (data / "secret.txt").read_bytes() == OLD


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_file_stays(store: Store, data: Path, mode: int) -> None:
    (data / "story.json").write_bytes(OLD)
    (data / "story.json").chmod(mode)
    over(store, etag_of(OLD))
    assert (data / "story.json").stat().st_mode & 0o777 == mode


def test_a_file_marked_read_only_is_not_replaced(store: Store, data: Path) -> None:
    (data / "story.json").write_bytes(OLD)
    (data / "story.json").chmod(0o444)
    with pytest.raises(PermissionDenied, match="read only"):
        over(store, etag_of(OLD))
    assert (data / "story.json").read_bytes() == OLD


def test_a_broken_file_is_replaced_only_by_who_names_it(store: Store, data: Path) -> None:
    broken = b'{"a": 1,,}'
    (data / "story.json").write_bytes(broken)
    os.utime(data / "story.json", (1, 1))
    with pytest.raises(FileBroken, match="column 9"):
        over(store, etag_of(OLD))
    assert (data / "story.json").read_bytes() == broken
    store.save("story", NEW, Precondition(broken=etag_of(broken)))
    assert reasons(store)[etag_of(broken)] == "broken"


def test_a_base_that_nobody_knows_keeps_what_was_sent(store: Store, data: Path) -> None:
    store.save("story", OLD, Precondition(create=True))
    with pytest.raises(BaseUnknown) as refused:
        over(store, "sha256-" + "0" * 64)
    assert (data / "backups" / "story" / refused.value.kept).read_bytes() == NEW
    assert (data / "story.json").read_bytes() == OLD


def test_force_keeps_the_replaced_version_as_a_conflict(store: Store) -> None:
    store.save("story", OLD, Precondition(create=True))
    store.save("story", NEW, Precondition(force=True))
    assert reasons(store) == {etag_of(OLD): "conflict"}


def test_a_document_that_could_not_be_loaded_again_is_refused(data: Path) -> None:
    store = Store(data, Settings(loaded_bytes=1000))
    with pytest.raises(TooLarge):
        store.save("story", b'{"a": "' + b"x" * 2000 + b'"}', Precondition(create=True))
    assert not (data / "story.json").exists()
    store.close()


def test_a_copy_of_the_current_version_is_kept_once_it_has_settled(data: Path) -> None:
    store = Store(data, Settings(settle=0.05))
    saved = store.save("story", OLD, Precondition(create=True))
    store.close()
    assert reasons(store) == {saved.etag: "save"}


def test_a_version_that_was_only_loaded_is_kept_too(store: Store, data: Path) -> None:
    (data / "story.json").write_bytes(HAND)
    store.load("story")
    store.housekeeper.flush()
    (data / "story.json").write_bytes(b"ruined")
    assert reasons(store) == {etag_of(HAND): "hand-edit"}
