"""What an operator chose for the kept versions of one project, in a file beside them.

It lies with the versions and not with what may be deleted: without it, versions would go that somebody wanted to keep.
For the same reason a file that cannot be understood keeps everything.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from storage.errors import StorageError
from storage.files.faults import as_faults
from storage.files.fs import Fs
from storage.files.steps import put_copy, read_all
from storage.layout import Layout
from storage.settings import Retention

log = logging.getLogger(__name__)
FILE = "settings.json"
KEEP_ALL, LAST, SPECIAL_DAYS = "keepAll", "last", "specialDays"
BOUNDS: dict[str, range] = {LAST: range(1, 10_001), SPECIAL_DAYS: range(1, 36_501)}
"""What the numbers may be: how many of the newest versions are always kept, and how long what lasts is."""
_UNUSABLE = {KEEP_ALL: True}


class ProjectSettings:
    """The settings of all projects of a data folder."""

    def __init__(self, fs: Fs, layout: Layout, defaults: Retention) -> None:
        """Fall back to `defaults` where nothing was chosen."""
        self._fs = fs
        self._layout = layout
        self._defaults = defaults

    def retention(self, project: str) -> Retention | None:
        """Return the rules by which the kept versions of a project are thinned, or None if they are not."""
        chosen = self._chosen(project)
        if chosen.get(KEEP_ALL):
            return None
        last, days = chosen.get(LAST, self._defaults.last), chosen.get(SPECIAL_DAYS)
        special = self._defaults.special if days is None else timedelta(days=days)
        return replace(self._defaults, last=last, special=special)

    def as_dict(self, project: str) -> dict[str, Any]:
        """Return what the HTTP interface shows: what holds for a project, and what holds without settings."""
        shown = {**_usual(self._defaults), **self._chosen(project)}
        return {
            "retention": {name: shown[name] for name in (KEEP_ALL, *BOUNDS)},
            "defaults": _described(self._defaults),
        }

    def change(self, project: str, changes: dict[str, Any]) -> None:
        """Change settings that :func:`fault_in` finds nothing wrong with; None goes back to the default.

        The caller holds the project's lock.

        Raises:
            FaultError: the old settings hold, or the disk did not confirm the new ones.
        """
        chosen = {**self._chosen(project), **changes}
        kept = {name: value for name, value in chosen.items() if value is not None}
        if kept:
            text = orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n"
            put_copy(self._fs, self._layout.all_backups, self.path(project), text)
            return
        with as_faults(self.path(project), writing=True), suppress(FileNotFoundError):
            self._fs.unlink(self.path(project))

    def problem(self, project: str) -> str | None:
        """Return why the settings of a project cannot be understood, so that everything is kept, or None."""
        try:
            self._read(project)
        except (StorageError, ValueError) as error:
            return str(error)
        return None

    def path(self, project: str) -> Path:
        """Return the file that holds what was chosen."""
        return self._layout.backups(project) / FILE

    def _chosen(self, project: str) -> dict[str, Any]:
        try:
            return self._read(project)
        except (StorageError, ValueError) as error:
            log.warning("settings of %s: %s; all versions are kept", project, error)
            return dict(_UNUSABLE)

    def _read(self, project: str) -> dict[str, Any]:
        """Return what was chosen.

        Raises:
            ValueError, StorageError: that cannot be told.
        """
        path = self.path(project)
        with as_faults(path, writing=False):
            try:
                text = read_all(self._fs, path)
            except FileNotFoundError:
                return {}
        return _understood(orjson.loads(text))


def fault_in(name: str, value: Any) -> str | None:
    """Return what is wrong with a setting, or None; None as its value means the default."""
    if name not in (KEEP_ALL, *BOUNDS):
        return f"{name!r} is no setting; there are {', '.join((KEEP_ALL, *BOUNDS))}"
    if value is None:
        return None
    if name == KEEP_ALL:
        return None if isinstance(value, bool) else f"{name!r} has to be true or false"
    bounds = BOUNDS[name]
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if is_whole and value in bounds:
        return None
    return f"{name!r} has to be a whole number from {bounds[0]} to {bounds[-1]:,}"


def _understood(found: Any) -> dict[str, Any]:
    """Return the settings that a file holds; members that are none are left alone.

    Raises:
        ValueError: one has a value that it cannot have.
    """
    chosen = {name: found.get(name) for name in (KEEP_ALL, *BOUNDS)} if isinstance(found, dict) else {}
    faults = [fault for name, value in chosen.items() if (fault := fault_in(name, value))]
    if faults or not chosen:
        raise ValueError(faults[0] if faults else f"{FILE} has to hold an object")
    return {name: value for name, value in chosen.items() if value is not None}


def _usual(rules: Retention) -> dict[str, Any]:
    return {KEEP_ALL: False, LAST: rules.last, SPECIAL_DAYS: rules.special.days}


def _described(rules: Retention) -> dict[str, Any]:
    """Put rules into plain units."""
    steps = [
        {"upToSeconds": int(reach.total_seconds()), "everySeconds": int(period.total_seconds())}
        for reach, period in rules.steps
    ]
    recent = {"recentSeconds": int(rules.recent.total_seconds()), "recentBytes": rules.recent_bytes}
    return {**_usual(rules), **recent, "steps": steps}
