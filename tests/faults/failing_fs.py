"""An operating system of which the k-th call fails: SQLite's way of testing, and it needs no tracer."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import Any

from storage.files.fs import ExchangeUnsupported, Fs


class FailingFs(Fs):
    """The real operating system until it is armed; then one call of the arming thread fails."""

    def __init__(self, *, exchange: bool = True, backups_elsewhere: bool = False) -> None:
        """Play a system with or without an exchange, or one on which the backups are on another file system."""
        self._exchange = exchange
        self._backups_elsewhere = backups_elsewhere
        self._countdown = 0
        self._error = 0
        self._thread = 0
        self.failed: str | None = None
        self.calls: list[str] = []

    def arm(self, number: int, error: int) -> None:
        """Let the call with this number, from now on, fail with `error`."""
        self._countdown, self._error, self._thread = number, error, threading.get_ident()
        self.failed = None
        self.calls = []

    def disarm(self) -> None:
        """Let every call work again; what failed stays known."""
        self._countdown = 0

    def __getattribute__(self, name: str) -> Any:
        """Give each public call of Fs with a count in front."""
        found = super().__getattribute__(name)
        if not hasattr(Fs, name) or name.startswith("_"):
            return found

        def counted(*arguments: Any) -> Any:
            self._count(name, arguments)
            return found(*arguments)

        return counted

    def exchange(self, one: Path, other: Path) -> None:
        if not self._exchange:
            raise ExchangeUnsupported(errno.EINVAL, os.strerror(errno.EINVAL))
        super().exchange(one, other)

    def move_new(self, source: Path, target: Path) -> None:
        if self._backups_elsewhere and ("backups" in target.parts) != ("backups" in source.parts):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        super().move_new(source, target)

    def _count(self, name: str, arguments: tuple[Any, ...]) -> None:
        if not self._countdown or threading.get_ident() != self._thread:
            return
        self.calls.append(name)
        self._countdown -= 1
        if self._countdown:
            return
        self.failed = f"{len(self.calls)}: {name}"
        if name == "write" and self._error == errno.ENOSPC:
            descriptor, content = arguments
            os.write(descriptor, content[: len(content) // 2])
        raise OSError(self._error, os.strerror(self._error))
