"""Look a data folder over, and put right what can be put right without losing anything.

The server may be running meanwhile: what a save leaves for a moment only is looked at again under its lock.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from storage import checks
from storage.checks import Finding
from storage.copies import Copies
from storage.errors import NoSuchBackup, StorageError
from storage.names import is_id
from storage.others import OtherFiles
from storage.recovery import leftovers, recover
from storage.store import Store

Step = Callable[[], list[Finding]]

_OWNER = re.compile(r"(?:\+copy|(?P<project>[a-z0-9][a-z0-9_-]{0,63}))\.(?P<process>\d+)\.[0-9a-f]{8}\.tmp")


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was put right."""

    code: str
    project: str | None
    path: Path
    did: str


def steps(store: Store) -> list[Step]:
    """Return the examination as steps of about equal length, so that a caller can show how far it is."""
    return [
        partial(_of_whole_folder, store),
        *(partial(_of_project, store, name) for name in checks.project_ids(store)),
    ]


def examine(store: Store) -> list[Finding]:
    """Do all steps at once."""
    return [finding for step in steps(store) for finding in step()]


def repair(store: Store, findings: Iterable[Finding]) -> list[Repair]:
    """Put right those findings that have a fix, and return what was done."""
    wanted = [finding for finding in findings if finding.fix is not None]
    done = [repaired for finding in wanted if (repaired := _rename(store, finding) or _merge(store, finding))]
    if any(finding.code in ("leftover", "shared_file") for finding in wanted):
        done += _recover(store, wanted)
    return done


def _of_whole_folder(store: Store) -> list[Finding]:
    found = list(checks.of_folder(store.layout.data, store.settings))
    found += _of_leftovers(store)
    found += _of_other_files(store)
    return found


def _of_project(store: Store, project: str) -> list[Finding]:
    looks = (checks.of_live_file, checks.of_backups, checks.of_shared_file)
    return [finding for look in looks for finding in look(store, project)]


def _of_leftovers(store: Store) -> Iterator[Finding]:
    for path in leftovers(store):
        match = _OWNER.fullmatch(path.name.removeprefix("."))
        if match is None or _is_in_use(store, path, match["project"], int(match["process"])):
            continue
        project = match["project"]
        text = f"{path.name} was left by a save that did not end"
        fix = "keep its content if that stands nowhere else, else remove it; an incomplete one stays for a day"
        yield Finding("leftover", "warning", project, path, text, fix)


def _is_in_use(store: Store, path: Path, project: str | None, process: int) -> bool:
    """Say whether a save that is under way has made a temporary file, or has ended and removed it by now."""
    if project is not None and is_id(project):
        with store.locks.hold(project):
            return not path.exists()
    return not path.exists() or _is_running(process)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _of_other_files(store: Store) -> Iterator[Finding]:
    for other in OtherFiles(store).all():
        path = store.layout.data / other["name"]
        if other["action"] == "merge":
            text = f"{other['name']} looks like a copy of {other['of']!r} that a sync tool or a browser has made"
            fix = "merge it by the newest version that both come from, unless both changed the same places"
            yield Finding("conflicted_copy", "warning", other["of"], path, text, fix)
        elif "problem" in other and os.path.islink(path):
            yield checks.dangling(None, path)
        elif "problem" in other:
            yield Finding("unreadable_file", "error", None, path, f"{other['name']}: {other['problem']}")


def _rename(store: Store, finding: Finding) -> Repair | None:
    if finding.code != "backup_changed" or finding.project is None:
        return None
    with store.locks.hold(finding.project):
        try:
            backup = store.backups.get(finding.project, finding.path.name)
            renamed = store.backups.verify(finding.project, backup)
        except NoSuchBackup:
            return None
    if renamed.path == finding.path:
        return None
    return Repair(finding.code, finding.project, finding.path, f"kept as {renamed.path.name}")


def _merge(store: Store, finding: Finding) -> Repair | None:
    if finding.code != "conflicted_copy" or finding.project is None:
        return None
    try:
        saved = Copies(store, OtherFiles(store)).merge(finding.project, finding.path.name)
    except StorageError:
        return None
    did = "had nothing new" if saved.unchanged else f"merged into {finding.project!r}"
    return Repair(finding.code, finding.project, finding.path, f"{did}; the file is in its backups")


def _recover(store: Store, wanted: list[Finding]) -> list[Repair]:
    """Do what every start of the server does."""
    done = []
    for leftover in recover(store):
        if leftover.action != "waiting":
            did = (
                f"rescued as {leftover.backup}" if leftover.backup else "removed, because its content stands elsewhere"
            )
            done.append(Repair("leftover", leftover.project, leftover.path, did))
    separated = [found for found in wanted if found.code == "shared_file" and not os.path.lexists(found.path)]
    done += [Repair(found.code, found.project, found.path, "removed the second name") for found in separated]
    return done
