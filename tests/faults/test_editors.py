"""Editors at full speed during saves: what a save displaces is kept, and a backup never changes (P7, P8)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.documents import etag_of
from tests.faults import checks, editing
from tests.serving import Server, wait_for

SECONDS = 6.0


class Editor(threading.Thread):
    """Edits the file, waits until a save has displaced the edit, and edits again."""

    def __init__(self, path: Path, edit: Callable[[Path, bytes], None], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.made: list[str] = []
        self._path, self._edit, self._stop_asked = path, edit, stop

    def run(self) -> None:
        number = 0
        while not self._stop_asked.is_set():
            number += 1
            content = b'{\n  "edit": %d,\n  "text": "%s"\n}\n' % (number, b"e" * 2000)
            self._edit(self._path, content)
            self.made.append(etag_of(content))
            while self._path.read_bytes() == content and not self._stop_asked.is_set():
                pass


def save_over_everything(server: Server, seconds: float) -> int:
    """Save over whatever is on disk for a while; return how many saves were acknowledged."""
    saves, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        loaded = server.load("story")
        if loaded.status_code == 200:
            saved = server.save("story", {"saved": saves, "text": "s" * 2000}, loaded.headers["etag"])
            assert saved.status_code in (200, 409, 412), saved.text
            saves += saved.status_code == 200
    return saves


@pytest.mark.slow
@pytest.mark.parametrize("edit", [editing.by_rename, editing.in_place, editing.by_cp])
def test_no_edit_that_a_save_displaced_is_lost(tmp_path: Path, edit: Callable[[Path, bytes], None]) -> None:
    with Server(tmp_path) as server:
        server.create("story", {"n": 1})
        stop = threading.Event()
        editor = Editor(server.file("story"), edit, stop)
        editor.start()
        saves = save_over_everything(server, SECONDS)
        seen = {path: path.read_bytes() for path in checks.backups_of(tmp_path)}
        stop.set()
        editor.join()
        save_over_everything(server, 1.0)
    lost = set(editor.made) - checks.etags_in(tmp_path)
    print(f"{len(editor.made)} edits, {saves} saves, {len(lost)} edits lost")
    assert len(editor.made) > 50
    assert saves > 50
    assert lost == set()
    changed = [path.name for path, content in seen.items() if path.exists() and path.read_bytes() != content]
    assert changed == []
    assert checks.misnamed(tmp_path) == []


def test_an_editor_that_still_has_the_replaced_file_open_writes_a_version_of_its_own(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        base = server.create("story", {"n": 1}).headers["etag"]
        assert wait_for(lambda: server.backups("story") != [], 1.0)
        late = b'{\n  "late": true\n}\n'
        with server.file("story").open("r+b") as file:
            assert server.save("story", {"n": 2}, base).status_code == 200
            file.write(late)
            file.truncate()
        assert wait_for(lambda: etag_of(late) in checks.etags_in(tmp_path) and not checks.misnamed(tmp_path))
        kept = {row["etag"]: row["why"] for row in server.backups("story")}
        assert kept[etag_of(late)] == "hand-edit"
        assert base.strip('"') in kept
