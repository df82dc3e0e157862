"""Where everything lies in a data folder; no file is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one data folder."""

    data: Path

    def live(self, project: str) -> Path:
        """Return the project's file."""
        return self.data / f"{project}.json"

    def backups(self, project: str) -> Path:
        """Return the folder of the project's kept versions."""
        return self.data / "backups" / project

    @property
    def all_backups(self) -> Path:
        """The folder that holds one folder of backups a project."""
        return self.data / "backups"

    @property
    def private(self) -> Path:
        """The folder of what is never needed to understand the data."""
        return self.data / ".holdfast"

    @property
    def locks(self) -> Path:
        """The folder of lock files."""
        return self.private / "locks"

    @property
    def temporary(self) -> Path:
        """The folder in which new versions are written before they are put in place."""
        return self.private / "tmp"

    @property
    def index(self) -> Path:
        """The file that remembers what was listed, so that a start need not open every project."""
        return self.private / "index.json"
