"""Which kept versions there are: the folders of backups, listed once and again only when they change."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage import labels
from storage.files.faults import as_faults
from storage.files.fs import Fs
from storage.layout import Layout
from storage.names import BackupName


@dataclass(frozen=True, slots=True)
class Backup:
    """One kept version."""

    name: BackupName
    path: Path

    @property
    def pinned(self) -> bool:
        """Whether an operator asked for it to be kept."""
        return self.name.pinned


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a folder held when its time stamp was `stamp`."""

    stamp: int
    newest_first: list[Backup]
    labelled: frozenset[str]
    """Stems of the versions that have a label."""


class Listings:
    """The names in the folders of backups."""

    def __init__(self, fs: Fs, layout: Layout) -> None:
        """List the folders of `layout`."""
        self._fs = fs
        self._layout = layout
        self._known: dict[str, _Listing] = {}

    def all(self, project: str) -> list[Backup]:
        """Return the kept versions of a project, newest first."""
        folder = self._layout.backups(project)
        with as_faults(folder, writing=False):
            try:
                stamp = self._fs.status(folder).st_mtime_ns
            except FileNotFoundError:
                return []
        known = self._known.get(project)
        if known is not None and known.stamp == stamp:
            return known.newest_first
        with as_faults(folder, writing=False):
            names = self._fs.names(folder)
        found = [Backup(name, folder / str(name)) for text in names if (name := BackupName.parse(text))]
        found.sort(key=lambda backup: backup.name, reverse=True)
        labelled = frozenset(text.removesuffix(labels.SUFFIX) for text in names if text.endswith(labels.SUFFIX))
        self._known[project] = _Listing(stamp, found, labelled)
        return found

    def may_have_label(self, backup: Backup) -> bool:
        """Say whether a version had a label when its folder was listed; thousands of versions have none."""
        known = self._known.get(backup.path.parent.name)
        return known is None or backup.path.stem in known.labelled

    def add(self, backup: Backup, *, labelled: bool) -> None:
        """Put a version that was just kept in front, without listing its folder again.

        A page that saves for an hour has thousands of versions there.
        """
        known = self._known.pop(backup.path.parent.name, None)
        if known is not None:
            with suppress(OSError):  # then the folder is listed again, and says what is wrong
                stamp = self._fs.status(backup.path.parent).st_mtime_ns
                new = {backup.path.stem} if labelled else set()
                listing = _Listing(stamp, [backup, *known.newest_first], known.labelled | new)
                self._known[backup.path.parent.name] = listing

    def forget(self, project: str) -> None:
        """List a folder anew when it is asked for next."""
        self._known.pop(project, None)
