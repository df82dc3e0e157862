"""What has to be true of a data folder after whatever happened to it."""

from __future__ import annotations

import os
from pathlib import Path

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.names import BackupName
from storage.recovery import Leftover, recover
from storage.store import Store

PROJECT = "story"


def live_of(folder: Path) -> Path:
    """Return the project's file."""
    return folder / f"{PROJECT}.json"


def content_of(path: Path) -> bytes | None:
    """Return a file's bytes, or None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def backups_of(folder: Path, project: str = PROJECT) -> list[Path]:
    """List the kept versions, as files, oldest first."""
    kept = folder / "backups" / project
    return sorted(kept.glob("*.json"), key=_sequence) if kept.is_dir() else []


def etags_in(folder: Path, project: str = PROJECT) -> set[str]:
    """Return the hashes of everything that a person finds: the live file and the backups, by content."""
    paths = [folder / f"{project}.json", *backups_of(folder, project)]
    return {etag_of(content) for path in paths if (content := content_of(path)) is not None}


def misnamed(folder: Path, project: str = PROJECT) -> list[str]:
    """Return the names of backups whose content is not the one that their name says."""
    return [
        path.name
        for path in backups_of(folder, project)
        if (name := BackupName.parse(path.name)) is None
        or not etag_of(path.read_bytes()).startswith(f"sha256-{name.hash12}")
    ]


def sharing_with_live(folder: Path) -> list[str]:
    """Return the backups that are the same file as the live one, so that an editor would change both."""
    live = live_of(folder)
    if not live.exists():
        return []
    return [path.name for path in backups_of(folder) if os.path.samefile(path, live)]


def temporaries(folder: Path) -> list[str]:
    """List our temporary files: next versions, and copies on their way to the backups."""
    copies = [path.name for path in (folder / "backups").glob("*.tmp")]
    return sorted([*os.listdir(folder / ".holdfast" / "tmp"), *copies])


def recovered(folder: Path) -> list[Leftover]:
    """Start on the folder twice as two servers in a row would; the second start finds nothing more to do."""
    store = Store(folder)
    first = recover(store)
    store.close()
    state = snapshot(folder)
    store = Store(folder)
    second = recover(store)
    store.close()
    assert snapshot(folder) == state
    assert [left.action for left in second if left.action != "waiting"] == []
    waiting = {left.path.name for left in second}
    assert set(temporaries(folder)) == waiting, "a temporary file that nobody explains"
    return first


def snapshot(folder: Path) -> dict[str, str]:
    """Return the hash of every file but locks."""
    return {
        str(path.relative_to(folder)): etag_of(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def check_next_save(folder: Path) -> None:
    """Save once more, as a page does that has just loaded what is there."""
    store = Store(folder)
    before = content_of(live_of(folder))
    asked = Precondition(create=True) if before is None else Precondition(base=etag_of(before))
    saved = store.save(PROJECT, b'{"version":"next"}', asked)
    store.close()
    assert live_of(folder).read_bytes() == b'{\n  "version": "next"\n}\n'
    assert before is None or etag_of(before) in etags_in(folder)
    assert saved.etag == etag_of(live_of(folder).read_bytes())
    assert misnamed(folder) == []


def check_start(folder: Path, *needed: bytes) -> None:
    """Start after a crash: what is needed is to be found, nothing is shared, and saving goes on."""
    recovered(folder)
    found = etags_in(folder)
    assert [content[:40] for content in needed if etag_of(content) not in found] == []
    assert sharing_with_live(folder) == []
    assert misnamed(folder) == []
    check_next_save(folder)


def _sequence(path: Path) -> tuple[int, str]:
    name = BackupName.parse(path.name)
    return (name.sequence if name else -1, path.name)
