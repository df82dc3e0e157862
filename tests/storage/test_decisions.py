"""What a save does, as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.decisions import Create, Decision, OnDisk, Precondition, Refuse, Replace, Stale, Unchanged, decide
from storage.errors import FileBroken, JsonSyntax, NoSuchProject, PreconditionRequired, ProjectExists, StorageError

NOTHING = Precondition()
NEW = Precondition(create=True)
CURRENT = Precondition(base="here")
OLD = Precondition(base="old")
FORCE = Precondition(force=True)
BROKEN = Precondition(broken="here")
OTHER_BROKEN = Precondition(broken="other")
OTHER = OnDisk("here", same=False)
SAME = OnDisk("here", same=True)
UNREADABLE = OnDisk("here", same=False, problem=JsonSyntax("line 1, column 2: bad", line=1, column=2))


@pytest.mark.parametrize(
    ("disk", "asked", "done"),
    [
        (None, NEW, Create()),
        (OTHER, CURRENT, Replace()),
        (OTHER, OLD, Stale("old")),
        (OTHER, FORCE, Replace("conflict")),
        (OTHER, replace(OLD, force=True), Replace("conflict")),
        (SAME, NEW, Unchanged()),
        (SAME, CURRENT, Unchanged()),
        (SAME, OLD, Unchanged()),
        (SAME, FORCE, Unchanged()),
        (SAME, BROKEN, Unchanged()),
        (UNREADABLE, BROKEN, Replace("broken")),
        (UNREADABLE, CURRENT, Replace("broken")),
        (UNREADABLE, FORCE, Replace("broken")),
        (UNREADABLE, replace(OLD, broken="here"), Replace("broken")),
    ],
)
def test_a_save_does(disk: OnDisk | None, asked: Precondition, done: Decision) -> None:
    assert decide("story", disk, asked) == done


@pytest.mark.parametrize(
    ("disk", "asked", "error"),
    [
        (None, NOTHING, PreconditionRequired),
        (None, OLD, NoSuchProject),
        (None, FORCE, NoSuchProject),
        (None, BROKEN, NoSuchProject),
        (OTHER, NOTHING, PreconditionRequired),
        (SAME, NOTHING, PreconditionRequired),
        (UNREADABLE, NOTHING, PreconditionRequired),
        (OTHER, BROKEN, PreconditionRequired),
        (OTHER, NEW, ProjectExists),
        (UNREADABLE, NEW, ProjectExists),
        (UNREADABLE, OLD, FileBroken),
        (UNREADABLE, OTHER_BROKEN, FileBroken),
    ],
)
def test_a_save_is_refused(disk: OnDisk | None, asked: Precondition, error: type[StorageError]) -> None:
    decision = decide("story", disk, asked)
    assert isinstance(decision, Refuse)
    assert type(decision.error) is error
    assert decision.error.facts["id"] == "story"


def test_the_refusals_name_the_version_on_disk() -> None:
    exists, broken = decide("story", OTHER, NEW), decide("story", UNREADABLE, OLD)
    assert isinstance(exists, Refuse)
    assert isinstance(broken, Refuse)
    assert exists.error.facts["etag"] == "here"
    assert broken.error.facts == {"id": "story", "etag": "here", "line": 1, "column": 2}
