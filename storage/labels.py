"""What an operator calls kept versions: a text file beside each that has a label, since free text fits no file name."""

from __future__ import annotations

import os
from pathlib import Path

from storage.files.fs import Fs
from storage.files.steps import discard, put_copy
from storage.layout import Layout

SUFFIX = ".txt"


class Labels:
    """The labels of kept versions, by the paths of the versions."""

    def __init__(self, fs: Fs, layout: Layout) -> None:
        """Write labels first where new backups are written first."""
        self._fs = fs
        self._layout = layout

    def read(self, backup: Path) -> str | None:
        """Return the label of a version, or None."""
        try:
            return backup.with_suffix(SUFFIX).read_text(encoding="utf-8").rstrip("\n") or None
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, backup: Path, label: str) -> None:
        """Give a version a label in place of the one that it has; an empty one takes it away.

        Raises:
            FaultError: it has the label that it had.
        """
        if label:
            put_copy(self._fs, self._layout.all_backups, backup.with_suffix(SUFFIX), label.encode() + b"\n")
        else:
            self.discard(backup)

    def discard(self, backup: Path) -> None:
        """Take away a label, if there is one."""
        if self.has(backup):
            discard(self._fs, backup.with_suffix(SUFFIX))

    def has(self, backup: Path) -> bool:
        """Say whether a version has a label."""
        return os.path.lexists(backup.with_suffix(SUFFIX))
