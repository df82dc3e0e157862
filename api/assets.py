"""The files of the pages, under one version: what may be served, and whether a browser may keep it for ever.

The version is a hash of all their contents, so an address that holds it names one content. Only what a walk of the
folders has found is served; no path is made of an address.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDERS = ("dashboard", "client", "vendor")
_SHORT = 12


class _Seen(NamedTuple):
    """What tells without reading it whether a file was written since."""

    size: int
    mtime_ns: int
    inode: int


class _File(NamedTuple):
    seen: _Seen
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files as one walk of the folders found them, by their names like `dashboard/main.js`."""

    version: str
    files: Mapping[str, _File]


class Asset(NamedTuple):
    """One file as it is now."""

    content: bytes
    digest: str
    is_of_version: bool
    """Whether the version that was asked for has exactly this content."""


class Assets:
    """The files below one folder; a walk of them costs a millisecond, and reads only what has changed."""

    def __init__(self, root: Path) -> None:
        """Serve what is in the three folders below `root`."""
        self.root = root
        self._last = Snapshot("", {})

    def look(self) -> Snapshot:
        """Return the files as they are now."""
        known = self._last.files
        files: dict[str, _File] = {}
        for name, seen in sorted(self._walk()):
            file = known.get(name)
            if file is not None and file.seen == seen:
                files[name] = file
            elif (content := self._read(name)) is not None:
                files[name] = _File(seen, _digest(content))
        if files != known:
            self._last = Snapshot(_version_of(files), files)
        return self._last

    def load(self, version: str, name: str) -> Asset | None:
        """Return a file by its name, or None if there is none."""
        snapshot = self._last if name in self._last.files else self.look()
        content = self._read(name) if name in snapshot.files else None
        if content is None:
            return None
        digest = _digest(content)
        return Asset(content, digest, version == snapshot.version and digest == snapshot.files[name].digest)

    def _walk(self) -> Iterator[tuple[str, _Seen]]:
        open_folders = [*FOLDERS]
        while open_folders:
            folder = open_folders.pop()
            try:
                entries = [entry for entry in os.scandir(self.root / folder) if not entry.name.startswith(".")]
            except FileNotFoundError:
                continue
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    open_folders.append(name)
                elif entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    yield name, _Seen(found.st_size, found.st_mtime_ns, found.st_ino)

    def _read(self, name: str) -> bytes | None:
        """Return the content of a file that a walk has found, or None if it is gone or has become a link."""
        path = self.root / name
        try:
            return None if path.is_symlink() else path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _version_of(files: Mapping[str, _File]) -> str:
    listed = "".join(f"{name}\0{file.digest}\n" for name, file in files.items())
    return _digest(listed.encode())[:_SHORT]
