"""The ways in which programs change a file that they did not lock."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path


def in_place(path: Path, content: bytes) -> None:
    """Empty the file and write it anew, as VS Code, Notepad, nano and a shell's `>` do."""
    path.write_bytes(content)


def by_rename(path: Path, content: bytes) -> None:
    """Write beside it and rename over it, as vim, gedit and most sync tools do."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.swp")
    beside.write_bytes(content)
    beside.replace(path)


def by_cp(path: Path, content: bytes) -> None:
    """Copy another file over it."""
    source = path.with_name(".source")
    source.write_bytes(content)
    subprocess.run(["cp", source, path], check=True)


def by_cp_with_an_old_date(path: Path, content: bytes) -> None:
    """Copy a file of 2020 over it and keep the date, as a restore does."""
    source = path.with_name(".source")
    source.write_bytes(content)
    os.utime(source, (1577836800, 1577836800))
    subprocess.run(["cp", "-p", source, path], check=True)


def by_sed(path: Path, content: bytes) -> None:
    """Let `sed -i` write the whole text."""
    script = path.with_name(".text")
    script.write_bytes(content)
    subprocess.run(["sed", "-i", "-e", f"1r {script}", "-e", "1,$d", path], check=True)
    assert path.read_bytes() == content


def with_the_same_size_and_time(path: Path, content: bytes) -> None:
    """Change the file in place so that neither its size nor its date tells."""
    before = path.stat()
    assert len(content) == before.st_size
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


STYLES: dict[str, Callable[[Path, bytes], None]] = {
    "in place": in_place,
    "rename": by_rename,
    "cp": by_cp,
    "cp -p": by_cp_with_an_old_date,
    "sed -i": by_sed,
    "same size and time": with_the_same_size_and_time,
}
