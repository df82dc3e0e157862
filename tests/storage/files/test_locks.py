"""One writer at a time for a project."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storage.errors import LockTimeout
from storage.files.locks import Locks
from tests.serving import ROOT

COUNT = """
import sys, pathlib
from storage.files.locks import Locks
locks, counter = Locks(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2])
for _ in range(100):
    with locks.hold("story"):
        counter.write_text(str(int(counter.read_text()) + 1))
"""


def test_eight_threads_are_never_two_at_once(tmp_path: Path) -> None:
    locks, inside, most = Locks(tmp_path), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with locks.hold("story"):
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_three_processes_are_never_two_at_once(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path), str(counter)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert counter.read_text() == "300"


def test_a_lock_that_is_held_too_long_is_said_to_be(tmp_path: Path) -> None:
    first, second = Locks(tmp_path), Locks(tmp_path, wait=0.2)
    with (
        first.hold("story"),
        second.hold("other"),
        pytest.raises(LockTimeout, match=r"0\.2 seconds"),
        second.hold("story"),
    ):
        pass
    with second.hold("story"):
        pass


def test_lock_files_stay(tmp_path: Path) -> None:
    with Locks(tmp_path).hold("story"):
        pass
    assert (tmp_path / "story.lock").exists()
