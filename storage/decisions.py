"""What a save does, decided from what is on disk and what was asked, before anything is touched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage.errors import (
    DocumentError,
    FileBroken,
    FileBusy,
    NoSuchProject,
    PreconditionRequired,
    ProjectExists,
    StorageError,
)


@dataclass(frozen=True, slots=True)
class Precondition:
    """What the sender of a save says about the version that it replaces."""

    base: str | None = None
    """etag of the version that the edit was made from."""
    create: bool = False
    """There must be no such project yet."""
    force: bool = False
    """Replace whatever is there; it is kept as a conflict."""
    broken: str | None = None
    """etag of a broken content that may be replaced."""
    exact: bool = False
    """Refuse if the file has moved on from the base, also to the same content: who asks works the edit out anew."""

    def exactly(self) -> Precondition:
        """Return the same, to be refused rather than merged."""
        return replace(self, exact=True)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """What a decision has to know about the version on disk."""

    etag: str
    same: bool
    """Whether it holds the same content as what was sent."""
    problem: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make the file."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Exchange the file; the replaced version is kept for the reason `why`, or for its own if that is None."""

    why: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Write nothing: the file holds this content already."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The file has moved on from `base`: bring both edits together, or refuse."""

    base: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Do nothing but say why."""

    error: StorageError


Decision = Create | Replace | Unchanged | Stale | Refuse


def decide(project: str, disk: OnDisk | None, asked: Precondition) -> Decision:
    """Decide what a save of `project` does."""
    if disk is None:
        return _decide_without_file(project, asked)
    if asked.create:
        return Unchanged() if disk.same and not asked.exact else Refuse(_exists(project, disk))
    if asked.base is None and not asked.force and asked.broken is None:
        return Refuse(_unnamed(project))
    if disk.problem is not None:
        if disk.etag in (asked.broken, asked.base) or asked.force:
            return Replace("broken")
        return Refuse(_broken(project, disk, disk.problem))
    if asked.exact and asked.base != disk.etag:
        return Refuse(_moved(project))
    if disk.same:
        return Unchanged()
    if asked.force:
        return Replace("conflict")
    if asked.base is None:
        return Refuse(_unnamed(project))
    return Replace() if asked.base == disk.etag else Stale(asked.base)


def _decide_without_file(project: str, asked: Precondition) -> Decision:
    if asked.create:
        return Create()
    if asked.base is None and not asked.force and asked.broken is None:
        return Refuse(_unnamed(project))
    return Refuse(NoSuchProject(f"there is no project {project!r} to save to", id=project))


def _moved(project: str) -> FileBusy:
    return FileBusy(f"{project!r} has just been saved by somebody else", id=project)


def _unnamed(project: str) -> PreconditionRequired:
    return PreconditionRequired(f"a save of {project!r} has to name the version that it replaces", id=project)


def _exists(project: str, disk: OnDisk) -> ProjectExists:
    return ProjectExists(f"there is a project {project!r} already", id=project, etag=disk.etag)


def _broken(project: str, disk: OnDisk, problem: DocumentError) -> FileBroken:
    text = f"the file of {project!r} is broken ({problem.detail}), and is not overwritten unless its etag is named"
    return FileBroken(text, problem, id=project, etag=disk.etag)
