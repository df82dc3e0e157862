"""Find the files of a set, and write new texts without losing the old ones."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from cli.code_migration.scripts import LANGUAGES, Source, read_source
from storage.files.fs import Fs
from storage.files.place import own_temporary
from storage.files.steps import discard, sync_folder, write_new

_PASSED_OVER = frozenset({"node_modules", "bower_components", "__pycache__"})


class Changed(Exception):
    """A file has changed since it was read; nothing was written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was changed by somebody else meanwhile; run the command again")
        self.name = name


def found_in(paths: Iterable[Path]) -> list[Source]:
    """Read the code files that are named, and those in the folders that are named.

    Folders that begin with a dot, `node_modules`, minified files and links are passed over unless they are named.

    Raises:
        OSError: a file cannot be read.
    """
    sources: dict[Path, Source] = {}
    for named in paths:
        for path in sorted(_below(named)) if named.is_dir() else [named]:
            whole = Path(os.path.realpath(path))
            if whole not in sources:
                sources[whole] = read_source(whole, path.as_posix(), whole.read_bytes())
    return list(sources.values())


def write_all(texts: dict[Source, str]) -> dict[Source, Path | None]:
    """Write new texts; return under which name each original was kept, None where git has it.

    Raises:
        Changed: a file is not what was read.
        OSError: a file cannot be written; those before it have been, and their originals are kept.
    """
    for source in texts:
        if source.path.read_bytes() != source.content:
            raise Changed(source.name)
    return {source: _write(source, text) for source, text in texts.items()}


def encoded(source: Source, text: str) -> bytes:
    """Return the bytes of a new text, with the file's byte order mark."""
    return (source.mark + text).encode()


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _PASSED_OVER and not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if path.suffix.lower() in LANGUAGES and ".min." not in name and not path.is_symlink():
                yield path


def _write(source: Source, text: str) -> Path | None:
    fs, path = Fs(), source.path
    like = fs.status(path)
    kept = None if _is_committed(path) else _free_name(path)
    if kept is not None:
        _put(fs, kept, source.content, like)
    _put(fs, path, encoded(source, text), like)
    sync_folder(fs, path.parent)
    return kept


def _put(fs: Fs, path: Path, content: bytes, like: os.stat_result) -> None:
    temporary = own_temporary(path.parent)
    write_new(fs, temporary, content, like)
    try:
        fs.replace(temporary, path)
    except OSError:
        discard(fs, temporary)
        raise


def _free_name(path: Path) -> Path:
    """Return `name.orig`, or the first `name.orig.2`, `name.orig.3` … that is free: an original is not overwritten."""
    name, number = path.with_name(path.name + ".orig"), 2
    while name.exists():
        name, number = path.with_name(f"{path.name}.orig.{number}"), number + 1
    return name


def _is_committed(path: Path) -> bool:
    """Tell whether git has exactly this content."""
    try:
        tracked = _git(path, "ls-files", "--error-unmatch", "--", path.name)
        return tracked and _git(path, "diff", "--quiet", "HEAD", "--", path.name)
    except OSError:
        return False


def _git(path: Path, *arguments: str) -> bool:
    command = ["git", "-C", str(path.parent), *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
