"""What a save did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.documents import Notice
from storage.errors import StorageError
from storage.names import timestamp


@dataclass(frozen=True, slots=True)
class Attempt:
    """A save that was asked for, and what came of it."""

    project: str
    why: str
    source: str | None
    """Which client asked, as it named itself."""
    base: str | None
    """etag of the version that the edit was made from."""
    seconds: float
    saved: Saved | None = None
    error: StorageError | None = None
    """Why nothing was saved."""


def ignored(_: Attempt) -> None:
    """Take no notice of a save."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The version that is current after a save, and what became of the others."""

    id: str
    etag: str
    sent: str
    """etag under which what was sent is kept: a base for the next save."""
    saved_at: datetime
    size: int
    created: bool = False
    unchanged: bool = False
    warnings: tuple[Notice, ...] = ()
    kept: str | None = None
    """Name of the backup that holds the version that was replaced, or lost."""
    conflicts: tuple[dict[str, Any], ...] = ()
    """What both sides changed, and which side's value was taken."""
    changes: int | None = None
    """How many places of the version on disk a merge changed."""
    document: bytes | None = None
    """The merged document, if what was sent was merged with what was on disk."""

    def as_dict(self) -> dict[str, object]:
        """Return what the HTTP interface shows, but for the document."""
        return {
            "id": self.id,
            "etag": self.etag,
            "sent": self.sent,
            "savedAt": timestamp(self.saved_at),
            "size": self.size,
            "unchanged": self.unchanged,
            "merged": self.document is not None,
            "conflicts": list(self.conflicts),
            "warnings": [notice.as_dict() for notice in self.warnings],
            "kept": self.kept,
        }
