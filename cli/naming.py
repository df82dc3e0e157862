"""Versions as a person names them: by the beginning of a backup's name or of its hash, as in git."""

from __future__ import annotations

import re

from storage.errors import NoSuchBackup, NoSuchProject
from storage.listings import Backup
from storage.names import check_id
from storage.store import Store

_ETAG = re.compile(r"sha256-[0-9a-f]{64}")
_HASH = re.compile(r"[0-9a-f]{4,12}")
_SHOWN = 4


class AmbiguousVersion(NoSuchBackup):
    """The beginning of a name or of a hash fits versions with different contents."""


def version_name(store: Store, project: str, text: str) -> str:
    """Return `current`, an etag, or the whole name of the backup that `text` means.

    Raises:
        NoSuchProject: there is neither a file nor a kept version.
        NoSuchBackup: nothing fits.
        AmbiguousVersion: several versions fit.
    """
    check_id(project)
    if text == "current":
        return text
    current = store.versions.read(project)
    kept = store.backups.all(project)
    if current is None and not kept:
        raise NoSuchProject(f"there is no project {project!r}", id=project)
    if _ETAG.fullmatch(text):
        return "current" if current is not None and current.etag == text else text
    found = [backup for backup in kept if str(backup.name) == text] or _beginning_with(text, kept)
    if not found:
        raise NoSuchBackup(f"{project!r} has no kept version {text!r}", id=project, backup=text)
    if len({backup.name.hash12 for backup in found}) > 1:
        raise _ambiguous(project, text, found)
    return str(found[0].name)


def _beginning_with(text: str, kept: list[Backup]) -> list[Backup]:
    start = text.removeprefix("sha256-").lower()
    by_hash = _HASH.fullmatch(start) is not None
    return [
        backup
        for backup in kept
        if (text and str(backup.name).startswith(text)) or (by_hash and backup.name.hash12.startswith(start))
    ]


def _ambiguous(project: str, text: str, found: list[Backup]) -> AmbiguousVersion:
    shown = ", ".join(str(backup.name) for backup in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    detail = f"{text!r} is the beginning of {len(found)} kept versions of {project!r}: {shown}{more}"
    return AmbiguousVersion(detail, id=project, backup=text)
