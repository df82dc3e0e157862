"""The names of versions that retention let go of, so that a tab which still has one as its base finds an older one.

This is never needed to understand the data: without it, a save with such a base is refused and kept.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from storage.files.fs import Fs
from storage.files.steps import append_line
from storage.layout import Layout
from storage.names import BackupName

_MOST_BYTES = 1 << 20


class Thinned:
    """One text file of names a project; the file begins anew when it has grown long."""

    def __init__(self, fs: Fs, layout: Layout) -> None:
        """Keep the files in the private folder."""
        self._fs = fs
        self._layout = layout

    def note(self, project: str, name: BackupName) -> None:
        """Remember a name; failing costs only an older ancestor."""
        path = self._path(project)
        with suppress(OSError):
            self._fs.make_folder(path.parent)
            append_line(path, str(name), limit=_MOST_BYTES)

    def kept_at(self, project: str, hash12: str) -> datetime | None:
        """Return when the version with this hash was kept last."""
        try:
            lines = self._path(project).read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return None
        for line in reversed(lines):
            name = BackupName.parse(line)
            if name is not None and name.hash12 == hash12:
                return name.kept_at
        return None

    def _path(self, project: str) -> Path:
        return self._layout.private / "thinned" / f"{project}.txt"
