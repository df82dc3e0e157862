"""The files of real tools: put into the folder by `cp` while the server runs, loaded, saved, and restored by `cp`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.api.asking import etag_of
from tests.serving import DATA, Server, wait_for

FILES = sorted(DATA.rglob("*.json"))


def joined() -> bytes:
    """Return the five microfilm files as one document of 2.5 MB, each under the name of its file."""
    parts = [b'"%b": %b' % (path.stem.encode(), path.read_bytes()) for path in FILES if path.parent.name == "microfilm"]
    return b"{" + b",".join(parts) + b"}"


def id_for(path: Path) -> str:
    return path.stem.lower()


def sources(tmp_path: Path) -> list[Path]:
    whole = tmp_path / "microfilm.json"
    whole.write_bytes(joined())
    return [*FILES, whole]


def change_one_thing(document: dict[str, object]) -> bytes:
    return json.dumps({**document, "touched": "by hand"}, ensure_ascii=False).encode()


def test_there_are_six_real_files() -> None:
    assert len(FILES) == 6
    assert len(joined()) > 2_000_000


@pytest.mark.parametrize("position", range(7))
def test_a_real_file_is_served_saved_and_restored(shared: Server, tmp_path: Path, position: int) -> None:
    source = sources(tmp_path)[position]
    project = id_for(source)
    target = shared.file(project)
    subprocess.run(["cp", source, target], check=True)
    original = source.read_bytes()
    row = next(row for row in shared.client.get("/api/projects").json()["projects"] if row["id"] == project)
    assert (row["state"], row["size"]) == ("ok", len(original))
    loaded = shared.load(project)
    assert (loaded.content, etag_of(loaded)) == (original, row["etag"])

    again = shared.put(project, json.dumps(loaded.json()).encode(), {"If-Match": loaded.headers["etag"]})
    assert again.json()["unchanged"] is True, "what the page shows of it is the same content"
    assert target.read_bytes() == original

    saved = shared.put(project, change_one_thing(loaded.json()), {"If-Match": loaded.headers["etag"]})
    assert saved.status_code == 200
    assert json.loads(target.read_bytes()) == {**json.loads(original), "touched": "by hand"}
    changes = shared.client.get(f"/api/projects/{project}/diff?from={row['etag']}").json()["changes"]
    assert changes == [{"op": "add", "path": "/touched", "to": "by hand"}]

    kept = next(version for version in shared.backups(project) if version["etag"] == row["etag"])
    assert wait_for(lambda: saved.json()["etag"] in [version["etag"] for version in shared.backups(project)])
    subprocess.run(["cp", "-p", shared.data / "backups" / project / kept["name"], target], check=True)
    noticed = shared.load(project)
    assert (noticed.content, etag_of(noticed)) == (original, row["etag"])
    typed = json.dumps({**json.loads(original), "touched": "by hand", "typed": True}).encode()
    merged = shared.put(project, typed, {"If-Match": saved.headers["etag"]})
    assert merged.json()["merged"] is True
    assert json.loads(target.read_bytes()) == {**json.loads(original), "typed": True}, "a tab does not undo the restore"


def test_a_file_in_a_folder_of_its_own_is_none_of_our_business(shared: Server) -> None:
    shutil.copytree(DATA / "pixellab", shared.data / "pixellab")
    ids = [row["id"] for row in shared.client.get("/api/projects").json()["projects"]]
    assert "pixellab" not in ids
