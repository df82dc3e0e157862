"""A program that saves, to be killed or made to fail: it forks a ready child for each case.

A child has everything imported and the store open before it is traced, so that the first system call that is counted
is the first one of the save. Commands come on standard input, one JSON text a line; answers go to standard output.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.errors import DurabilityUnknown
from storage.files import fs
from storage.recovery import recover
from storage.settings import Settings
from storage.store import Store
from storage.trash import Trash

PROJECT = "story"
OLD = b'{\n  "version": "old",\n  "text": "' + b"o" * 20_000 + b'"\n}\n'
NEW = b'{\n  "version": "new",\n  "text": "' + b"n" * 30_000 + b'"\n}\n'
BEGIN, SAVED, END = "/__BEGIN__", "/__SAVED__", "/__END__"
VARIANTS = ("exchange", "link", "create", "delete")
_PR_SET_PTRACER = 0x59616D61


def prepare(folder: Path, variant: str) -> None:
    """Lay the data folder out as it stands before the case: the old version is nowhere but in the live file."""
    Store(folder).close()
    if variant != "create":
        (folder / f"{PROJECT}.json").write_bytes(OLD)


def act(store: Store, variant: str) -> str | None:
    """Do what the case is about; return the etag that is acknowledged."""
    if variant == "create":
        return store.save(PROJECT, NEW, Precondition(create=True)).etag
    if variant == "delete":
        Trash(store).delete(PROJECT, Precondition(base=etag_of(OLD)))
        return None
    return store.save(PROJECT, NEW, Precondition(base=etag_of(OLD))).etag


def without_exchange() -> None:
    """Play an operating system that cannot swap two names."""
    fs._RENAMEAT2 = None
    fs._RENAMEX_NP = None


def _tried(store: Store, variant: str) -> dict[str, Any]:
    try:
        return {"ack": act(store, variant)}
    except Exception as error:  # noqa: BLE001 - the parent judges what came
        unknown = isinstance(error, DurabilityUnknown)
        return {"error": type(error).__name__, "text": str(error)[:200], "unknown": unknown}


def _case(folder: Path, variant: str, go: int) -> None:
    """Act between the marks, then do the same again as a client would after an error."""
    if variant == "link":
        without_exchange()
    store = Store(folder, Settings(settle=5.0))
    waiting = select.poll()  # a read could be the first call that is counted, or not, as the tracer comes
    waiting.register(go, select.POLLIN)
    os.write(1, b"%d\n" % os.getpid())
    waiting.poll()
    _mark(BEGIN)
    result = _tried(store, variant)
    _mark(SAVED)
    live = folder / f"{PROJECT}.json"
    if "error" not in result:
        store.close()
    _mark(END)
    result["live"] = etag_of(live.read_bytes()) if live.exists() else None
    result["temporary"] = sorted(os.listdir(store.layout.temporary))
    if "error" in result:
        result["again"] = _tried(store, variant)
        store.close()
    os.write(1, json.dumps(result).encode() + b"\n")


def _mark(name: str) -> None:
    try:
        os.stat(name)
    except OSError:
        return


def _let_anybody_trace() -> None:
    """Allow a tracer that is not the parent, where the kernel asks for it."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1 & (2**64 - 1)), 0, 0, 0)


def _keep_saving(folder: Path) -> None:
    """Save as fast as possible and print each number once it is acknowledged."""
    recover(store := Store(folder, now=lambda: datetime.now(UTC)))
    number = 1
    etag = store.save(PROJECT, numbered(number), Precondition(create=True)).etag
    while True:
        os.write(1, b"%d\n" % number)
        number += 1
        etag = store.save(PROJECT, numbered(number), Precondition(base=etag)).etag
        time.sleep(0.001)


def numbered(number: int) -> bytes:
    """Return the request body of the save with a number."""
    return b'{"n":%d,"text":"%s"}' % (number, b"%08d" % number * 500)


def _fork(task: Any, *arguments: Any) -> int:
    if child := os.fork():
        return child
    code = 1
    try:
        task(*arguments)
        code = 0
    finally:
        os._exit(code)


def serve() -> None:
    """Fork a child for each line; a second line lets it go; then say how it ended."""
    for line in sys.stdin:
        asked = json.loads(line)
        ready, go = os.pipe()
        folder = Path(asked["folder"])
        if asked["variant"] == "loop":
            child = _fork(_keep_saving, folder)
            os.write(1, b"%d\n" % child)
        else:
            prepare(folder, asked["variant"])
            child = _fork(_prepared_case, folder, asked["variant"], ready)
        sys.stdin.readline()
        os.write(go, b"g")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(1, b'{"exit": %d}\n' % code)
        os.close(ready)
        os.close(go)


def _prepared_case(folder: Path, variant: str, ready: int) -> None:
    _let_anybody_trace()
    _case(folder, variant, ready)


if __name__ == "__main__":
    serve()
