"""The k-th operation fails, for k = 1, 2, 3 ... until a run passes: whatever is said about it is true (P4, P5, P6)."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.errors import DurabilityUnknown, StorageError
from storage.files.fs import Fs
from storage.history import History
from storage.pinning import marked
from storage.settings import Settings
from storage.store import Store
from storage.trash import Trash
from tests.faults import checks
from tests.faults.checks import PROJECT, content_of, live_of
from tests.faults.failing_fs import FailingFs

OLD = b'{\n  "version": "old"\n}\n'
OLDER = b'{\n  "version": "older"\n}\n'
NEW = b'{\n  "version": "new"\n}\n'
ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EMFILE": errno.EMFILE}
SYSTEMS: dict[str, Callable[[], FailingFs]] = {
    "exchange": FailingFs,
    "link": lambda: FailingFs(exchange=False),
    "backups-elsewhere": lambda: FailingFs(backups_elsewhere=True),
}


@dataclass(frozen=True)
class Operation:
    """Something a person does to the old version."""

    act: Callable[[Store], object]
    before: bytes | None
    after: bytes | None


def replace(store: Store) -> object:
    return store.save(PROJECT, NEW, Precondition(base=etag_of(OLD)))


def create(store: Store) -> object:
    return store.save(PROJECT, NEW, Precondition(create=True))


def delete(store: Store) -> object:
    return Trash(store).delete(PROJECT, Precondition(base=etag_of(OLD)))


def restore(store: Store) -> object:
    kept = next(kept for kept in store.backups.all(PROJECT) if kept.path.read_bytes() == OLDER)
    return History(store).restore(PROJECT, str(kept.name), None, Precondition(base=etag_of(OLD)))


def keep(store: Store) -> object:
    return History(store).pin(PROJECT, "before the change")


def mark(store: Store) -> object:
    kept = next(kept for kept in store.backups.all(PROJECT) if kept.path.read_bytes() == OLDER)
    return marked(store, PROJECT, str(kept.name), pinned=True, label="before the change")


OPERATIONS = {
    "replace": Operation(replace, OLD, NEW),
    "create": Operation(create, None, NEW),
    "delete": Operation(delete, OLD, None),
    "restore": Operation(restore, OLD, OLDER),
    "keep": Operation(keep, OLD, OLD),
    "mark": Operation(mark, OLD, OLD),
}


def opened(folder: Path, system: Fs, operation: Operation) -> Store:
    """Open a store in which an older version is kept, and the old one stands in the live file alone."""
    first = Store(folder)
    first.save(PROJECT, OLDER, Precondition(create=True))
    first.close()
    live_of(folder).unlink()
    if operation.before is not None:
        live_of(folder).write_bytes(operation.before)
    return Store(folder, Settings(settle=5.0), fs=system)


def complaint(folder: Path, operation: Operation, failure: Exception | None) -> str | None:
    """Say what is wrong with how an operation ended, if anything is."""
    live = content_of(live_of(folder))
    if failure is None or isinstance(failure, DurabilityUnknown):
        return None if live == operation.after else f"{failure or 'done'}, but the file is {live!r}"
    if live != operation.before:
        return f"{type(failure).__name__} says that nothing happened, but the file changed: {failure}"
    if not isinstance(failure, StorageError):
        return f"{type(failure).__name__} is not in the words of the error tree: {failure}"
    return None


def attempt(store: Store, operation: Operation) -> Exception | None:
    """Try an operation; return what it raised."""
    try:
        operation.act(store)
    except Exception as failure:  # noqa: BLE001 - the caller judges what came
        return failure
    return None


def run_one(folder: Path, system: FailingFs, operation: Operation, number: int, error: int) -> str | None:
    """Let one call fail, and check what is said, what is there, the next try, and the next start."""
    store = opened(folder, system, operation)
    system.arm(number, error)
    failure = attempt(store, operation)
    system.disarm()
    found = complaint(folder, operation, failure)
    if found is None and failure is not None and not (operation.after is None and live_of(folder).exists() is False):
        again = attempt(store, operation)
        found = f"the next try fails as well: {again!r}" if again else None
    store.close()
    checks.check_start(folder, *(content for content in (OLDER, operation.before) if content))
    return found and f"{system.failed}: {found}"


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_call_fails_the_answer_is_true(tmp_path: Path, name: str, system: str, error: str) -> None:
    wrong = []
    for number in range(1, 500):
        made = SYSTEMS[system]()
        if found := run_one(tmp_path / str(number), made, OPERATIONS[name], number, ERRORS[error]):
            wrong.append(found)
        if made.failed is None:
            break
    assert wrong == []
