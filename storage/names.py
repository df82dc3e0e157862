"""The names of projects, of their backups, and of files that are neither."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.errors import BadId

PIN = "pin"
REASONS = (
    "save",
    "hand-edit",
    "merge",
    "conflict",
    "restore",
    "import",
    "delete",
    "broken",
    "recovered",
    PIN,
)
"""Why a version was kept, as the last part of a backup's name says it."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "clock$", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"]
)
_BACKUP = re.compile(
    r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z--(?P<sequence>\d{4,})--(?P<hash>[0-9a-f]{12})--(?P<why>[a-z-]+)\.json",
    re.ASCII,
)
_COPY_MARKS = (
    re.compile(r"^(?P<stem>.+?)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?$"),
    re.compile(r"^(?P<stem>.+?) \((?:[^()]*conflict[^()]*|\d+)\)$", re.IGNORECASE),
    re.compile(r"^(?P<stem>.+?)[ _-]conflict(?:[ _-].*)?$", re.IGNORECASE),
    re.compile(r"^(?P<stem>.+?)(?: -)? \(?copy(?: \(?\d+\)?)?\)?$", re.IGNORECASE),
)


def is_id(text: str) -> bool:
    """Say whether `text` may name a project on every operating system."""
    return _ID.fullmatch(text) is not None and text not in _DEVICES


def is_device(stem: str) -> bool:
    """Say whether Windows takes a file name, up to its first dot, for a device."""
    return stem.lower() in _DEVICES


def check_id(text: str) -> str:
    """Return `text` if it may name a project, else raise BadId with the rule that it breaks."""
    if text in _DEVICES:
        raise BadId(f"{text!r} is the name of a device on Windows, so a shared file could not have it", id=text)
    if _ID.fullmatch(text) is None:
        raise BadId(f"{text!r} cannot be the id of a project", id=text)
    return text


def id_of(file_name: str) -> str | None:
    """Return the id of the project that `file_name` holds, or None for any other file."""
    stem = file_name.removesuffix(".json")
    return stem if stem != file_name and is_id(stem) else None


def slug(text: str) -> str:
    """Make the nearest valid id of any text: ASCII, lower case, words joined by hyphens."""
    if is_id(text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:60].strip("-_")
    return found if found and is_id(found) else f"project-{found}".strip("-")


def original_of(file_name: str) -> str | None:
    """Return the id of the project that `file_name` looks like a copy of, as sync tools and browsers name copies."""
    stem = file_name.removesuffix(".json")
    if stem == file_name:
        return None
    for mark in _COPY_MARKS:
        if (match := mark.match(stem)) and is_id(match["stem"]):
            return match["stem"]
    return None


def timestamp(moment: datetime) -> str:
    """Write a moment as ISO 8601 UTC with milliseconds, the one format of the HTTP interface."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def moment_of(nanoseconds: int) -> datetime:
    """Turn a file's time stamp into a moment in UTC."""
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC)


@dataclass(frozen=True, slots=True, order=True)
class BackupName:
    """What a backup's file name says: it is the only metadata that a backup has.

    Ordered by sequence first, because a clock may have been set back between two versions.
    """

    sequence: int
    kept_at: datetime
    hash12: str
    why: str
    pinned_later: bool = False
    """Whether it was pinned after it had been kept for another reason, which stays known."""

    @property
    def pinned(self) -> bool:
        """Whether somebody asked for it to be kept, at once or later."""
        return self.pinned_later or self.why == PIN

    def is_of_same(self, other: BackupName) -> bool:
        """Say whether both names are of one version, that was pinned or unpinned between them."""
        return (self.sequence, self.kept_at, self.hash12) == (other.sequence, other.kept_at, other.hash12)

    def __str__(self) -> str:
        """Return the file name."""
        stamp = self.kept_at.strftime("%Y%m%dT%H%M%S.") + f"{self.kept_at.microsecond // 1000:03d}Z"
        why = f"{PIN}-{self.why}" if self.pinned_later else self.why
        return f"{stamp}--{self.sequence:04d}--{self.hash12}--{why}.json"

    @classmethod
    def parse(cls, file_name: str) -> BackupName | None:
        """Read a file name back, or return None if it is not the name of a backup."""
        match = _BACKUP.fullmatch(file_name)
        if match is None:
            return None
        why = match["why"].removeprefix(f"{PIN}-")
        pinned_later = why != match["why"]
        if why not in REASONS or (pinned_later and why == PIN):
            return None
        year, month, day, hour, minute, second, millisecond = map(int, match.groups()[:7])
        try:
            kept_at = datetime(year, month, day, hour, minute, second, millisecond * 1000, UTC)
        except ValueError:
            return None
        return cls(int(match["sequence"]), kept_at, match["hash"], why, pinned_later)
