"""A disk that is really full: 507, nothing lost, and after freeing space the next save works (P5)."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import checks
from tests.serving import Server

pytestmark = [
    pytest.mark.skipif(shutil.which("mount") is None, reason="platform: mount is not here"),
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a small tmpfs needs root"),
]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(filler: Path) -> None:
    """Write until the disk takes no more."""
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"f" * 4096)


def fill_with_names(folder: Path) -> list[Path]:
    """Make empty files until the disk takes no more."""
    fillers = [folder / f"filler{number}" for number in range(100)]
    with contextlib.suppress(OSError):
        for filler in fillers:
            filler.touch()
    return [filler for filler in fillers if filler.exists()]


def test_a_full_disk_is_said_to_be_full_and_loses_nothing(small_disk: Path) -> None:
    with Server(small_disk) as server:
        first = server.create("story", {"text": "x" * 200_000})
        before = server.file("story").read_bytes()
        filler = small_disk / "filler"
        fill(filler)
        refused = server.save("story", {"text": "y" * 200_000}, first.headers["etag"])
        assert (refused.status_code, refused.json()["code"]) == (507, "disk_full")
        assert server.file("story").read_bytes() == before
        assert server.load("story").content == before
        assert checks.temporaries(small_disk) == []
        filler.unlink()
        saved = server.save("story", {"text": "z" * 200_000}, first.headers["etag"])
        assert saved.status_code == 200
        assert first.json()["etag"] in checks.etags_in(small_disk)


def test_a_disk_without_room_for_one_more_file_name_is_full_too(tmp_path: Path) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=40", "tmpfs", folder], check=True)
    try:
        with Server(folder) as server:
            first = server.create("story", {"n": 1})
            fillers = fill_with_names(folder)
            refused = server.save("story", {"n": 2}, first.headers["etag"])
            assert (refused.status_code, refused.json()["code"]) == (507, "disk_full")
            for filler in fillers:
                filler.unlink()
            assert server.save("story", {"n": 3}, first.headers["etag"]).status_code == 200
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
