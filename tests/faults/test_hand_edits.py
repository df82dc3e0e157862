"""A hand edit between loading and saving: never overwritten silently, in whatever way it was made (P9)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from storage.documents import etag_of
from tests.faults import checks
from tests.faults.editing import STYLES
from tests.serving import Server, wait_for

LOADED = b'{\n  "title": "loaded"\n}\n'
EDITED = b'{\n  "title": "edited"\n}\n'


@pytest.mark.parametrize("style", STYLES)
def test_a_save_with_the_older_base_is_refused_and_both_versions_exist(tmp_path: Path, style: str) -> None:
    with Server(tmp_path) as server:
        base = server.create("story", LOADED).headers["etag"]
        assert wait_for(lambda: server.backups("story") != [], 1.0), "a copy is there within a second"
        STYLES[style](server.file("story"), EDITED)
        refused = server.save("story", {"title": "saved"}, base)
        assert (refused.status_code, refused.json()["code"]) == (409, "stale_base")
        assert refused.json()["theirs"] == {"title": "edited"}
        assert server.file("story").read_bytes() == EDITED
        assert etag_of(b'{\n  "title": "saved"\n}\n') in checks.etags_in(tmp_path)


def test_after_an_edit_that_ruins_the_file_the_newest_backup_is_the_last_saved_version(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        base = server.create("story", {"n": 1}).headers["etag"]
        last = server.save("story", {"n": 2}, base)
        assert wait_for(lambda: last.json()["etag"] == server.backups("story")[0]["etag"], 1.0)
        server.file("story").write_bytes(b'{"n": 3,,,')
        assert server.load("story").status_code == 422
        newest = checks.backups_of(tmp_path)[-1]
        subprocess.run(["cp", newest, server.file("story")], check=True)
        assert server.load("story").json() == {"n": 2}


@pytest.mark.skipif(shutil.which("vim") is None, reason="platform: vim is not here")
def test_an_edit_by_vim_is_seen_by_the_next_save(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        base = server.create("story", LOADED).headers["etag"]
        assert wait_for(lambda: server.backups("story") != [], 1.0)
        command = ["vim", "-u", "NONE", "-es", "-c", "%s/loaded/edited/", "-c", "wq", str(server.file("story"))]
        subprocess.run(command, check=True, timeout=20)
        assert server.save("story", {"title": "saved"}, base).status_code == 409
        assert server.load("story").json() == {"title": "edited"}
