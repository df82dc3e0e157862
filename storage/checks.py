"""What can be wrong with a data folder: each check looks, changes nothing, and yields what it finds."""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from storage.errors import FileBusy, NoSuchBackup, NotRegularFile, PermissionDenied, StorageError, TooLarge
from storage.files.faults import as_faults
from storage.layout import Layout
from storage.listings import Backup
from storage.names import id_of, is_id, moment_of, timestamp
from storage.settings import Settings
from storage.store import Store

_CLOCK_SLACK = timedelta(seconds=60)
"""By how much clocks of two machines that share a folder may differ before it is worth saying."""
_ALREADY_SAID = (NotRegularFile, PermissionDenied)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a data folder that a person should know of."""

    code: str
    severity: str
    """`error`: something is unreadable or at risk; `warning`: something needs a decision; `note`: worth knowing."""
    project: str | None
    path: Path
    detail: str
    fix: str | None = None
    """What :func:`storage.doctor.repair` does about it, which loses nothing, or None if that takes a person."""


def of_folder(data: Path, settings: Settings) -> Iterator[Finding]:
    """Check what can be checked even where no store can be opened: permissions, space and names."""
    layout = Layout(data)
    for folder in (data, layout.all_backups, layout.private, layout.locks, layout.temporary):
        yield from of_permission_to_write(None, folder)
    free = shutil.disk_usage(data).free
    if free < settings.low_disk:
        text = f"only {free:,} bytes are free on this disk, and saves need room for the version they replace"
        yield Finding("low_disk", "warning", None, data, text)
    with as_faults(data, writing=False):
        names = os.listdir(data)
    yield from _of_names_alike(data, names)


def of_permission_to_write(project: str | None, folder: Path) -> Iterator[Finding]:
    """Find a folder that may not be written, also where the superuser could."""
    try:
        marked = not os.stat(folder).st_mode & 0o222
    except OSError:
        return
    if marked or not os.access(folder, os.W_OK | os.X_OK):
        text = f"the folder {folder.name!r} may not be written, so that nothing can be saved there"
        yield Finding("dir_readonly", "error", project, folder, text)


def of_live_file(store: Store, project: str) -> Iterator[Finding]:
    """Check that a project's file is a file that can be read, understood and replaced."""
    path = store.layout.live(project)
    try:
        status = store.fs.status(path)
    except FileNotFoundError:
        if os.path.islink(path):
            yield dangling(project, path)
        return
    except OSError as error:
        yield Finding("unreadable_file", "error", project, path, f"{path.name}: {error.strerror}")
        return
    if not stat.S_ISREG(status.st_mode):
        text = f"{path.name} is not a regular file, so that no project {project!r} can be saved"
        yield Finding("not_a_regular_file", "warning", project, path, text)
        return
    if not status.st_mode & 0o222:
        yield Finding(
            "read_only_file",
            "warning",
            project,
            path,
            f"{path.name} is marked read only, so saves are refused",
        )
    moment = moment_of(status.st_mtime_ns)
    if moment > store.now() + _CLOCK_SLACK:
        text = f"{path.name} was last written at {timestamp(moment)}, which is in the future"
        yield Finding("time_in_future", "note", project, path, text)
    yield from _of_content(store, project, path)


def of_backups(store: Store, project: str) -> Iterator[Finding]:
    """Check that every kept version is what its name says, and that time ran forward between them."""
    yield from of_permission_to_write(project, store.layout.backups(project))
    if problem := store.project_settings.problem(project):
        path = store.project_settings.path(project)
        text = f"the settings of {project!r} cannot be understood, so that all its versions are kept: {problem}"
        yield Finding("settings_unusable", "warning", project, path, text)
    try:
        kept = store.backups.all(project)
    except StorageError as error:
        yield Finding("unreadable_file", "error", project, store.layout.backups(project), error.detail)
        return
    yield from _of_order(store, project, kept)
    for backup in kept:
        try:
            fits = store.backups.fits_its_name(backup)
        except NoSuchBackup:
            continue  # thinned meanwhile
        except StorageError as error:
            yield Finding("unreadable_file", "error", project, backup.path, error.detail)
            continue
        if not fits:
            text = f"the kept version {backup.path.name} was changed after it was kept"
            fix = "keep what it holds now as a hand edit, under a name that fits"
            yield Finding("backup_changed", "warning", project, backup.path, text, fix)


def of_shared_file(store: Store, project: str) -> Iterator[Finding]:
    """Find a kept version that is the same file as the live one, so that an edit in place would change both."""
    if not list(shared_with(store, project)):
        return
    with store.locks.hold(project):
        shared = list(shared_with(store, project))  # a save may have been between its link and its rename
    for backup in shared:
        text = f"{project}.json and its kept version {backup.path.name} are one file with two names"
        fix = "remove the second name; the content stays in the project's file"
        yield Finding("shared_file", "error", project, backup.path, text, fix)


def shared_with(store: Store, project: str) -> Iterator[Backup]:
    """Yield the kept versions that are the same file as the live one."""
    try:
        live = store.fs.status(store.layout.live(project))
    except OSError:
        return
    if live.st_nlink < 2:
        return
    for backup in store.backups.all(project):
        try:
            status = store.fs.status(backup.path)
        except OSError:
            continue
        if os.path.samestat(live, status):
            yield backup


def dangling(project: str | None, path: Path) -> Finding:
    """Return what is found of a link that leads nowhere."""
    target = os.readlink(path)
    return Finding(
        "dangling_link", "warning", project, path, f"{path.name} is a link to {target!r}, which is not there"
    )


def project_ids(store: Store) -> list[str]:
    """Return the ids of all projects that have a file or kept versions."""
    live = {project for name in store.fs.names(store.layout.data) if (project := id_of(name))}
    return sorted(live | {name for name in store.backups.projects() if is_id(name)})


def _of_content(store: Store, project: str, path: Path) -> Iterator[Finding]:
    try:
        current = store.versions.read(project)
    except TooLarge as error:
        yield Finding("too_large", "warning", project, path, error.detail)
        return
    except FileBusy as error:
        yield Finding("file_busy", "note", project, path, error.detail)
        return
    except _ALREADY_SAID as error:
        yield Finding("unreadable_file", "error", project, path, error.detail)
        return
    if current is not None and current.problem is not None:
        detail = current.problem.detail
        line, column = current.problem.facts.get("line"), current.problem.facts.get("column")
        where = f"line {line}, column {column}: " if line and not detail.startswith("line ") else ""
        good = store.last_good(project)["lastGood"]
        help_ = f"; the last good version is {good['name']}" if isinstance(good, dict) else ""
        yield Finding("broken_file", "error", project, path, f"{path.name} is broken: {where}{detail}{help_}")


def _of_order(store: Store, project: str, newest_first: list[Backup]) -> Iterator[Finding]:
    latest = store.now() + _CLOCK_SLACK
    before: Backup | None = None
    for backup in reversed(newest_first):
        if backup.name.kept_at > latest:
            text = f"the kept version {backup.path.name} has a time in the future, so that it is never thinned"
            yield Finding("time_in_future", "note", project, backup.path, text)
        if before is not None and backup.name.kept_at < before.name.kept_at:
            back = before.name.kept_at - backup.name.kept_at
            text = f"the clock was set back by {back} before {backup.path.name} was kept; the order is by number"
            yield Finding("clock_jump", "note", project, backup.path, text)
        before = backup


def _of_names_alike(data: Path, names: list[str]) -> Iterator[Finding]:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if name.lower().endswith(".json"):
            alike[unicodedata.normalize("NFC", name).casefold()].append(name)
    for group in alike.values():
        if len(group) > 1:
            shown = ", ".join(map(ascii, group))
            text = f"{shown} differ only by case or Unicode form, and are one file on macOS or Windows"
            yield Finding("names_alike", "warning", None, data / group[0], text)
