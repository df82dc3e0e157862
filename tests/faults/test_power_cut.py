"""The power goes while versions are saved on a real ext4: what was acknowledged is there afterwards (P2).

The file system lies in an image file. What the image holds at the moment of the cut is what reached the disk; a copy
of it is mounted, which replays its journal as the next boot would.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from storage.documents import etag_of, read_request
from tests.faults import checks, saver
from tests.faults.strace import Cases, cases

ROUNDS = 40
_MKFS = shutil.which("mkfs.ext4") or shutil.which("mkfs.ext4", path="/usr/sbin:/sbin")


def _can_loop() -> bool:
    """Say whether this machine attaches a file as a loop device, by asking it for a free one."""
    if not Path("/dev/loop-control").exists() or os.geteuid() != 0:
        return False
    return subprocess.run(["losetup", "--find"], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.name != "posix" or _MKFS is None, reason="platform: mkfs.ext4 is not here"),
    pytest.mark.skipif(not _can_loop(), reason="platform: no file can be attached as a loop device here"),
]


@contextlib.contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def made(image: Path) -> Path:
    """Make an image with an empty journaled file system."""
    with image.open("wb") as file:
        file.truncate(32 << 20)
    subprocess.run([str(_MKFS), "-q", "-F", image], check=True)
    return image


def save_until_the_cut(saving: Cases, folder: Path, image: Path, after: float) -> int:
    """Save as fast as possible, freeze, and copy the image; return the last number that was acknowledged."""
    child = saving.start(folder, "loop")
    saving.let_go()
    acknowledged: list[int] = []
    cut = threading.Timer(after, os.kill, (child, signal.SIGSTOP))
    cut.start()
    cut.join()
    shutil.copyfile(image, image.with_suffix(".cut"))
    os.kill(child, signal.SIGKILL)
    while not (line := saving.line()).startswith("{"):
        acknowledged.append(int(line))
    return max(acknowledged, default=0)


def test_an_acknowledged_save_survives_forty_power_cuts(tmp_path: Path) -> None:
    chance = random.Random(1)
    saves = 0
    with cases() as saving:
        for number in range(ROUNDS):
            image = made(tmp_path / f"disk{number}.img")
            with mounted(image, tmp_path / "before") as disk:
                last = save_until_the_cut(saving, disk / "data", image, chance.uniform(0.03, 0.25))
            with mounted(image.with_suffix(".cut"), tmp_path / "after") as disk:
                check_after(disk / "data", last)
            saves += last
            image.unlink()
            image.with_suffix(".cut").unlink()
    print(f"{ROUNDS} power cuts, {saves} acknowledged saves, 0 lost")
    assert saves > ROUNDS


def check_after(folder: Path, last: int) -> None:
    """The file holds the last acknowledged version or a later one, and every older one is kept."""
    if not last:
        return
    live = checks.live_of(folder).read_bytes()
    found = orjson.loads(live)["n"]
    assert found >= last
    checks.recovered(folder)
    kept = checks.etags_in(folder)
    wanted = {etag_of(read_request(saver.numbered(number)).text) for number in range(1, last + 1)}
    assert wanted - kept == set()
    assert checks.misnamed(folder) == []
