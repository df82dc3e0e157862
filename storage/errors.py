"""Every way in which storage can refuse or fail.

The tree::

    StorageError
    ├── DocumentError                       the text cannot be a document
    │   ├── EmptyDocument  NotUtf8  JsonSyntax  JsonNumber  DuplicateKey
    │   └── NotAnObject  TooDeep  LoneSurrogate  NumberPrecision  ContractBroken  BadCsv
    ├── RequestError                        what was asked for is not there or not possible
    │   ├── BadId  NoSuchProject  NoSuchBackup  NoSuchOtherFile  BadPointer
    │   ├── BadContract  BadArchive
    │   └── PatchFailed  ProjectExists  NotRegularFile  TooLarge
    ├── VersionError                        the version on disk is not the one that was meant
    │   └── PreconditionRequired  StaleBase  BaseUnknown  FileBroken  FileBusy
    └── FaultError                          the machine could not do it
        └── LockTimeout  DiskFull  PermissionDenied  IoFault  DurabilityUnknown

Facts are attributes; :attr:`StorageError.facts` holds the ones worth showing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class StorageError(Exception):
    """Base of everything that storage raises on purpose."""

    def __init__(self, detail: str, **facts: Any) -> None:
        """Say what happened in one sentence, and keep the facts beside it."""
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


class DocumentError(StorageError):
    """The text cannot be a document.

    ``facts`` may hold ``line``, ``column`` (both from 1), ``offset`` (bytes) and ``path`` (a JSON pointer).
    """


class EmptyDocument(DocumentError):
    """There is no text, or only white space."""


class NotUtf8(DocumentError):
    """The bytes are not UTF-8."""


class JsonSyntax(DocumentError):
    """The text is not JSON."""


class JsonNumber(DocumentError):
    """A number that JSON or a double cannot hold: NaN, Infinity, 1e400."""


class DuplicateKey(DocumentError):
    """One object names a key twice, so that a reader would drop one of the values."""


class NotAnObject(DocumentError):
    """The top level is not a JSON object."""


class TooDeep(DocumentError):
    """Arrays and objects are nested deeper than the limit."""


class LoneSurrogate(DocumentError):
    """Half of a UTF-16 pair is escaped in a string, as a cut emoji leaves it."""


class NumberPrecision(DocumentError):
    """A number has more digits than any reader of JSON keeps."""


class ContractBroken(DocumentError):
    """The document breaks its contract; ``facts`` name the ``kind``, up to 50 ``violations`` and their ``count``."""


class BadCsv(DocumentError):
    """A table cannot be read, or its rows do not fit; ``facts`` may hold ``line`` and ``column``."""


class RequestError(StorageError):
    """What was asked for is not there or not possible."""


class BadId(RequestError):
    """The id is not one that a project may have."""


class NoSuchProject(RequestError):
    """No project file has this id."""


class NoSuchBackup(RequestError):
    """No kept version has this name or hash."""


class NoSuchOtherFile(RequestError):
    """No other file in the data folder has this name."""


class BadPointer(RequestError):
    """A JSON pointer is malformed or leads nowhere."""


class BadContract(RequestError):
    """A contract is no JSON Schema that can be used; ``facts["name"]`` is the kind's."""


class BadArchive(RequestError):
    """An uploaded archive cannot be read, or holds no document."""


class PatchFailed(RequestError):
    """A patch cannot be applied; ``facts`` name the ``index`` of the operation and its ``path``."""


class ProjectExists(RequestError):
    """A project with this id is already there; ``facts["etag"]`` is its version."""


class NotRegularFile(RequestError):
    """The path is a folder, a device, a pipe, or a link that leads nowhere."""


class TooLarge(RequestError):
    """The file is larger than what is loaded; ``facts["size"]`` and ``facts["limit"]`` in bytes."""


class VersionError(StorageError):
    """The version on disk is not the one that was meant."""


class PreconditionRequired(VersionError):
    """A save has to name the version that it replaces."""


class StaleBase(VersionError):
    """The file is no longer the version that the edit was made from, and the two do not go together.

    Attributes:
        current: etag of the version on disk.
        theirs: its bytes.
        base: bytes of the version that the edit was made from.
        kept: name of the backup that holds what was sent.
        conflicts: the places that both changed, each with `path`, `base`, `mine` and `theirs`.
    """

    def __init__(
        self,
        detail: str,
        *,
        current: str,
        theirs: bytes,
        base: bytes | None,
        kept: str,
        conflicts: Sequence[dict[str, Any]] = (),
    ) -> None:
        """Keep both sides and their common ancestor."""
        super().__init__(detail, current=current, kept=kept, conflicts=list(conflicts))
        self.current = current
        self.theirs = theirs
        self.base = base
        self.kept = kept


class BaseUnknown(StaleBase):
    """As :class:`StaleBase`, and the base itself is no longer kept, nor any older version."""


class OnlyGrows(VersionError):
    """A list that only grows would lose an item; ``facts["path"]`` points to the first one."""


class WrittenByProgram(VersionError):
    """Only one part of the program changes such projects; ``facts["writer"]`` names it."""


class FileBroken(VersionError):
    """The file on disk is not a document; ``facts`` say where, and which version was the last good one."""

    def __init__(self, detail: str, cause: DocumentError, **facts: Any) -> None:
        """Keep what is wrong with the text as ``cause``."""
        super().__init__(detail, **{**cause.facts, **facts})
        self.cause = cause


class FileBusy(VersionError):
    """Somebody is writing the file right now and did not finish within the wait."""


class FaultError(StorageError):
    """The machine could not do it; the file on disk is as it was unless the class says otherwise."""


class LockTimeout(FaultError):
    """Another writer held the project for longer than the wait."""


class DiskFull(FaultError):
    """The disk or the quota is full."""


class PermissionDenied(FaultError):
    """The file may not be read or written."""


class ReadOnlyFolder(PermissionDenied):
    """The folder may not be written, so that no file in it can be replaced safely."""


class IoFault(FaultError):
    """The operating system reported an error before the new version was in place."""


class DurabilityUnknown(FaultError):
    """The new version is in place, but the disk did not confirm it; ``facts["etag"]`` names it.

    Sending the same content again is safe and settles it.
    """
