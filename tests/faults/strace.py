"""Run one case of `saver.py` under strace: count its system calls, fail one of them, or kill it at one of them.

strace is attached to a child that waits, so that its counting begins with the case and not with the interpreter's
start. A signal comes on entry: the call at which a child is killed is not executed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults import saver
from tests.serving import ROOT

CHANGES = (
    "openat", "write", "fsync", "close", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat",
    "mkdir", "mkdirat", "chmod", "fchmod", "fchown", "flock", "fcntl", "ftruncate",
)  # fmt: skip
LOOKS = ("stat", "fstat", "lstat", "newfstatat", "statx", "read", "getdents64")
_CALL = re.compile(r"^(\w+)\((.*)$")

needs_strace = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="platform: strace is a tool of Linux"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


@dataclass
class Outcome:
    """How a case ended."""

    code: int
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def killed(self) -> bool:
        """Whether the child was killed, as was asked for."""
        return self.code == -9


class Cases:
    """The running `saver.py`, which forks a child for each case."""

    def __init__(self) -> None:
        """Start it; importing takes most of the time, so that it is done once."""
        command = [sys.executable, "-m", "tests.faults.saver"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def start(self, folder: Path, variant: str) -> int:
        """Make a child that waits in front of the case; return its id."""
        self._say(json.dumps({"folder": str(folder), "variant": variant}))
        return int(self.line())

    def let_go(self) -> None:
        """Let the child begin, or say that it is to be waited for."""
        self._say("go")

    def line(self) -> str:
        """Return the next line that the program or its child prints."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def outcome(self) -> Outcome:
        """Wait for the child's end."""
        result: dict[str, Any] = {}
        while "exit" not in (said := json.loads(self.line())):
            result = said
        return Outcome(said["exit"], result)

    def run(self, folder: Path, variant: str, *options: str) -> Outcome:
        """Run one case under strace with these options."""
        pid = self.start(folder, variant)
        tracer = subprocess.Popen(
            ["strace", "-p", str(pid), *options], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        try:
            said = tracer.stderr.readline()
            while said and "attached" not in said:
                said += tracer.stderr.readline()
                if tracer.poll() is not None:
                    break
            self.let_go()
            outcome = self.outcome()
            assert "attached" in said, said
            tracer.wait(10)
        finally:
            tracer.kill()
            tracer.wait()
            tracer.stderr.close()
        return outcome

    def close(self) -> None:
        """End the program."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _say(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()


@contextmanager
def cases() -> Iterator[Cases]:
    """Run `saver.py` for the length of a with block."""
    running = Cases()
    try:
        yield running
    finally:
        running.close()


@dataclass
class Recorded:
    """How often a case makes each system call."""

    until_begin: Counter[str]
    until_saved: Counter[str]
    until_end: Counter[str]

    def calls(self, names: tuple[str, ...], *, after_save: bool = False) -> list[tuple[str, int]]:
        """List each call of these names as its name and number, from the beginning of the case on."""
        counts = self.until_end if after_save else self.until_saved
        return [(name, number) for name in names for number in range(self.until_begin[name] + 1, counts[name] + 1)]


def record(running: Cases, folder: Path, variant: str) -> Recorded:
    """Run a case without a fault and count its system calls up to its marks."""
    trace = folder.with_suffix(".trace")
    outcome = running.run(folder, variant, "-o", str(trace), "-e", f"trace={_known(CHANGES + LOOKS)}")
    assert outcome.code == 0, outcome
    assert "error" not in outcome.result, outcome
    seen: Counter[str] = Counter()
    until: dict[str, Counter[str]] = {}
    for line in trace.read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            for mark in (saver.BEGIN, saver.SAVED, saver.END):
                if mark in match[2]:
                    until[mark] = seen.copy()
            seen[match[1]] += 1
    return Recorded(until[saver.BEGIN], until[saver.SAVED], until[saver.END])


def killed_at(name: str, number: int, trace: Path = Path("/dev/null")) -> tuple[str, ...]:
    """Return the options that kill a case at one system call, and write what it did until then to `trace`."""
    seen = _known((name, *LOOKS[:5]))
    return ("-o", str(trace), "-e", f"trace={seen}", "-e", f"inject={name}:signal=KILL:when={number}")


def failed_at(name: str, number: int, error: str) -> tuple[str, ...]:
    """Return the options that make one system call fail without doing anything."""
    return ("-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}")


def _known(names: tuple[str, ...]) -> str:
    """Join names for strace; a question mark lets it pass over calls that this machine does not have."""
    return ",".join(f"?{name}" for name in names)
