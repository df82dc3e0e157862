"""Where the bytes of a project really are, and where its next version is written first."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from storage.errors import NotRegularFile
from storage.layout import Layout


class Raced(Exception):
    """Another program moved the live file at this instant; read it again and decide anew."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project's bytes really are: its file, or the file that a link leads to."""

    project: str
    live: Path
    temporary: Path
    """The new version while it is written, in the same file system."""
    copies: Path
    """The folder of temporary copies, in the file system of the backups."""

    @classmethod
    def of(cls, project: str, layout: Layout) -> Place:
        """Follow a link once, so that saving writes through it and leaves the link alone.

        Raises:
            NotRegularFile: the link leads in a circle, or to something that is no project file.
        """
        path = layout.live(project)
        try:
            if not os.path.islink(path):
                return cls(project, path, layout.temporary / f"{project}.{_unique()}", layout.all_backups)
            target = path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise NotRegularFile(f"{path.name} is a link that leads nowhere", file=path.name) from error
        if target.suffix != ".json" or not target.is_file():
            text = f"{path.name} is a link to {target.name}, and only links to .json files are written through"
            raise NotRegularFile(text, file=path.name)
        return cls(project, target, target.parent / f".{project}.{_unique()}", layout.all_backups)

    @property
    def is_link(self) -> bool:
        """Whether the live file lies elsewhere."""
        return self.temporary.name.startswith(".")


def own_temporary(folder: Path) -> Path:
    """Return a new name for a file that is no version of a project; no id holds a plus sign."""
    return folder / f"+copy.{_unique()}"


def _unique() -> str:
    return f"{os.getpid()}.{secrets.token_hex(4)}.tmp"
