"""The folders that `serve --app NAME=FOLDER` names: which may be served, and which files of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from api.problems import RequestProblem
from storage.names import is_device, is_id

INDEX = "index.html"
_FIRST_PRINTABLE = " "
_FORBIDDEN = frozenset("\\:\x7f")


class AppFolder(NamedTuple):
    """One folder of pages, served at `/apps/{name}/`."""

    name: str
    folder: Path

    @property
    def address(self) -> str:
        """Where its first page is."""
        return f"/apps/{self.name}/"


def apps_of(named: Iterable[str], data: Path) -> tuple[AppFolder, ...]:
    """Return the folders that texts like `my-tool=./folder` name.

    Raises:
        ValueError: one cannot be served; the text says why, for the operator.
    """
    found: dict[str, AppFolder] = {}
    for text in named:
        name, equals, folder = text.partition("=")
        if not equals or not folder.strip():
            raise ValueError(f"{text!r} has to be NAME=FOLDER")
        if not is_id(name):
            raise ValueError(f"{name!r} cannot be the name of an app: use a-z, 0-9, _ and -, up to 64 of them")
        if name in found:
            raise ValueError(f"two apps are named {name!r}")
        found[name] = AppFolder(name, _checked(Path(folder.strip()).expanduser(), data))
    return tuple(found.values())


def _checked(folder: Path, data: Path) -> Path:
    try:
        if not folder.is_dir():
            raise ValueError(f"{folder} is {'a file, name its folder' if folder.exists() else 'not there'}")
        next(folder.iterdir(), None)
    except OSError as error:
        raise ValueError(f"{folder} cannot be read: {error.strerror}") from error
    if lies_in(folder.resolve(), data):
        raise ValueError(f"{folder} lies in the data folder, whose files are not served as pages")
    return folder.absolute()


def lies_in(path: Path, folder: Path) -> bool:
    """Say whether an existing path is a folder or lies in it, under whatever spelling of their names."""
    try:
        known = folder.stat()
    except OSError:
        return False
    return any(_same(each, (known.st_dev, known.st_ino)) for each in (path, *path.parents))


def _same(path: Path, known: tuple[int, int]) -> bool:
    found = path.stat()
    return (found.st_dev, found.st_ino) == known


def parts_of(path: str) -> tuple[str, ...] | None:
    """Return the names in an address below an app, or None if no served file can have one of them.

    Hidden files (`.git`, `.env`) are not served, and nothing that a file system anywhere takes for another name: `..`,
    backslashes, drives, devices (`con`, `nul.txt`), names that end in a dot or a space.
    """
    parts = tuple(path.removesuffix("/").split("/")) if path else ()
    return parts if all(map(_is_served, parts)) else None


def _is_served(name: str) -> bool:
    if not name or name.startswith(".") or name.endswith((".", " ")):
        return False
    if any(letter < _FIRST_PRINTABLE or letter in _FORBIDDEN for letter in name):
        return False
    return not is_device(name.split(".", maxsplit=1)[0].rstrip())


def find(app: AppFolder, path: str, data: Path) -> Path:
    """Return the file or folder at an address below an app, with links followed.

    Raises:
        RequestProblem: there is none, it lies outside or in the data folder, or it may not be read.
    """
    parts = parts_of(path)
    if parts is None:
        raise nothing_at(app, path)
    try:
        root = app.folder.resolve(strict=True)
        found = root.joinpath(*parts).resolve(strict=True)
        if not found.is_relative_to(root) or any(_hidden(root, found)) or lies_in(found, data):
            raise nothing_at(app, path)
    except PermissionError as error:
        raise unreadable(path) from error
    except (OSError, RuntimeError, ValueError) as error:  # not there, too long, links in a circle, half a character
        raise nothing_at(app, path) from error
    return found


def _hidden(root: Path, found: Path) -> Iterator[bool]:
    return (part.startswith(".") for part in found.relative_to(root).parts)


def nothing_at(app: AppFolder, path: str) -> RequestProblem:
    """Say that an app has no such file."""
    return RequestProblem(404, "not_found", "Not found", f"the app {app.name!r} has no file {path!r}")


def no_index(app: AppFolder, path: str) -> RequestProblem:
    """Say that a folder has no page of its own."""
    where = f"the folder {path!r} of the app" if path else "the app"
    hint = f"add one to the folder, or open a page by its name: {app.address}{path}…"
    return RequestProblem(404, "not_found", "No first page", f"{where} {app.name!r} has no {INDEX}", hint)


def unreadable(path: str) -> RequestProblem:
    """Say that the operator's own permissions forbid it."""
    detail, hint = f"the server may not read {path!r}", "correct the file's permissions"
    return RequestProblem(403, "file_permission", "No permission", detail, hint)
