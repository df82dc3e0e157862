"""Files in the data folder whose names are not ids: copies, exports, files with capitals or spaces."""

from __future__ import annotations

import os
import stat
from typing import Any

from storage import documents
from storage.decisions import Precondition
from storage.errors import DocumentError, FileBroken, NoSuchOtherFile
from storage.files.faults import as_faults
from storage.files.reading import read_stable
from storage.names import id_of, moment_of, original_of, slug, timestamp
from storage.saved import Saved
from storage.store import Store

_TRIES = 1000


class OtherFiles:
    """The files of a data folder that are no projects yet."""

    def __init__(self, store: Store) -> None:
        """Work on the data folder of `store`."""
        self._store = store

    def all(self) -> list[dict[str, Any]]:
        """Describe every other file with the action that fits, by name."""
        folder = self._store.layout.data
        with as_faults(folder, writing=False):
            names = self._store.fs.names(folder)
        described = (self._describe(name, set(names)) for name in sorted(names) if _is_other(name))
        return [shown for shown in described if shown]

    def adopt(self, name: str, project: str | None) -> Saved:
        """Make a project of an other file, and leave the file where it is.

        Args:
            name: the file's exact name.
            project: the id wanted, or None for the nearest one that is free.
        """
        content = self.read(name)
        wanted = project or self.free_id(name.rsplit(".", 1)[0])
        try:
            text = documents.read_file(content).text
        except DocumentError as problem:
            raise FileBroken(f"{name!r} is broken: {problem.detail}", problem, file=name) from problem
        return self._store.save(wanted, text, Precondition(create=True), "import")

    def free_id(self, stem: str) -> str:
        """Return the nearest valid id that no project has, also no deleted one."""
        wanted = slug(stem)
        taken = self._store.backups.projects()
        for number in range(1, _TRIES):
            candidate = wanted if number == 1 else f"{wanted[:58]}-{number}"
            if candidate not in taken and not os.path.lexists(self._store.layout.live(candidate)):
                return candidate
        raise NoSuchOtherFile(f"no id near {wanted!r} is free; name one", file=stem)

    def read(self, name: str) -> bytes:
        """Return the bytes of an other file that is shown.

        Raises:
            NoSuchOtherFile: there is none of this name.
        """
        if not _is_other(name) or name not in self._store.fs.names(self._store.layout.data):
            raise NoSuchOtherFile(f"the data folder has no other file {name!r}", file=name)
        settings = self._store.settings
        path = self._store.layout.data / name
        found = read_stable(self._store.fs, path, limit=settings.loaded_bytes, patience=settings.patience)
        if found is None:
            raise NoSuchOtherFile(f"the data folder has no other file {name!r}", file=name)
        return found.content

    def _describe(self, name: str, names: set[str]) -> dict[str, Any] | None:
        if not _is_text(name):
            shown_name = os.fsencode(name).decode(errors="replace")
            problem = "its name is not UTF-8; rename it"
            return {"name": shown_name, "size": 0, "savedAt": None, "action": "none", "problem": problem}
        try:
            status = self._store.fs.status(self._store.layout.data / name)
        except OSError as error:
            return {"name": name, "size": 0, "savedAt": None, "action": "none", "problem": str(error.strerror)}
        if not stat.S_ISREG(status.st_mode):
            return None
        original = original_of(name)
        shown: dict[str, Any] = {
            "name": name,
            "size": status.st_size,
            "savedAt": timestamp(moment_of(status.st_mtime_ns)),
            "action": "adopt",
        }
        if original is not None and f"{original}.json" in names:
            shown |= {"action": "merge", "of": original}
        return shown


def _is_other(name: str) -> bool:
    """Say whether a file is shown here: a visible .json file whose name is no id."""
    return not name.startswith(".") and name.lower().endswith(".json") and id_of(name) is None


def _is_text(name: str) -> bool:
    """Say whether a file name, as the operating system gave it, can be written down in UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
