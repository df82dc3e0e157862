"""Contracts that the operator put into the data folder: read when they change, and never in anybody's way.

A contract `todo.schema.json` makes the kind `todo`. It holds for documents that name it in `"$schema"`, and for those
that have all the top-level members that its `"x-detect"` lists. One that cannot be used is reported, and documents of
its kind are saved with a warning.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from storage.contracts import Contract
from storage.documents import Notice
from storage.errors import BadContract

log = logging.getLogger("holdfast")
_NAME = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})\.schema\.json")
_LARGEST = 4 << 20
_SUFFIX = ".schema.json"


@dataclass(frozen=True, slots=True)
class Custom:
    """One contract of the operator."""

    name: str
    title: str
    description: str
    contract: Contract
    text: bytes
    members: tuple[str, ...] = ()
    """Top-level members by which a document is recognised that names no contract."""
    problem: str = ""
    """Why it cannot be used."""

    def fits(self, top: Mapping[str, Any]) -> bool:
        """Say by the top level of a document whether it is of this kind."""
        return bool(self.members) and all(member in top for member in self.members)


class CustomContracts:
    """The contracts in a folder, which need not exist."""

    def __init__(self, folder: Path | None, reserved: frozenset[str]) -> None:
        """Look into `folder`; `reserved` names kinds that are taken."""
        self._folder = folder
        self._reserved = reserved
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._found: dict[str, Custom] = {}
        self._misnamed: dict[str, str] = {}
        self._guard = threading.Lock()

    def all(self) -> dict[str, Custom]:
        """Return the contracts by the name of their kind, as the folder stands now."""
        self._look()
        return self._found

    def text(self, name: str) -> bytes | None:
        """Return the text of a contract, also of one that cannot be used."""
        found = self.all().get(name)
        return found.text if found else None

    def stamp(self) -> str:
        """Return a text that changes with every contract."""
        self._look()
        return " ".join(f"{name}:{size}:{mtime}:{inode}" for name, (size, mtime, inode) in sorted(self._stamps.items()))

    def problems(self) -> list[dict[str, str]]:
        """Return what cannot be used, each with `file` and `detail`."""
        broken = {f"{name}{_SUFFIX}": found.problem for name, found in self.all().items() if found.problem}
        return [{"file": file, "detail": detail} for file, detail in sorted({**self._misnamed, **broken}.items())]

    def _look(self) -> None:
        if self._folder is None:
            return
        stamps = _stamps(self._folder)
        if stamps == self._stamps:
            return
        with self._guard:
            found: dict[str, Custom] = {}
            misnamed: dict[str, str] = {}
            for file, stamp in sorted(stamps.items()):
                match = _NAME.fullmatch(file)
                if match is None or match[1] in self._reserved:
                    misnamed[file] = self._misnaming(file, match)
                elif self._stamps.get(file) == stamp and match[1] in self._found:
                    found[match[1]] = self._found[match[1]]
                else:
                    found[match[1]] = _read(match[1], self._folder / file)
            self._found, self._misnamed, self._stamps = found, misnamed, stamps

    def _misnaming(self, file: str, match: re.Match[str] | None) -> str:
        if match is not None:
            return f"{match[1]!r} is a built-in kind; choose another name"
        return f"{file!r} is no name for a contract; use a-z, 0-9, _ and - before {_SUFFIX}"


def _stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(_SUFFIX)]
        found = {name: (folder / name).stat() for name in names}
    except OSError:
        return {}
    return {name: (status.st_size, status.st_mtime_ns, status.st_ino) for name, status in found.items()}


def _read(name: str, path: Path) -> Custom:
    """Read one contract; whatever is wrong with it becomes its problem."""
    try:
        text = path.read_bytes()
    except OSError as error:
        return _unusable(name, b"", f"it cannot be read: {error.strerror}")
    try:
        schema = orjson.loads(text) if len(text) <= _LARGEST else None
    except orjson.JSONDecodeError as error:
        return _unusable(name, text, f"it is not JSON: line {error.lineno}, column {error.colno}: {error.msg}")
    if not isinstance(schema, dict):
        return _unusable(name, text, f"it has to be a JSON object of at most {_LARGEST >> 20} MB")
    try:
        contract = Contract(name, schema)
    except BadContract as error:
        return _unusable(name, text, error.detail)
    members = schema.get("x-detect", ())
    if not isinstance(members, list | tuple) or not all(isinstance(member, str) for member in members):
        return _unusable(name, text, "x-detect has to be a list of names of top-level members")
    return Custom(name, _said(schema, "title", name), _said(schema, "description", ""), contract, text, tuple(members))


def _said(schema: dict[str, Any], member: str, default: str) -> str:
    value = schema.get(member)
    return value[:1000] if isinstance(value, str) and value else default


def _unusable(name: str, text: bytes, problem: str) -> Custom:
    """Return a contract that asks for nothing and says why with every save."""
    log.warning("contracts/%s%s cannot be used: %s", name, _SUFFIX, problem)
    notice = Notice("contract_unusable", f"the contract {name!r} cannot be used, so nothing was checked: {problem}")
    return Custom(name, name, "", Contract(name, {}, lambda _: [notice]), text, problem=problem)
