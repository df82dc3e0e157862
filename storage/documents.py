"""Texts that are documents: what is accepted, what is refused and why, and how a file is read.

A request is read strictly, because its sender can mend it. A file is read with patience, because a person wrote it:
what is unambiguous is shown with a warning, and nothing on disk is changed by reading it.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import msgspec
import orjson

from storage import duplicates, numbers
from storage.canonical import MAX_DEPTH, is_too_deep, layout, pointer_at
from storage.diagnosis import diagnosis, lone_surrogate_path, position, without_lone_surrogates
from storage.errors import (
    DocumentError,
    DuplicateKey,
    EmptyDocument,
    JsonNumber,
    LoneSurrogate,
    NotAnObject,
    NotUtf8,
    NumberPrecision,
    TooDeep,
)
from storage.members import keeps_members
from storage.regions import Region, changed_regions
from storage.shrink import may_shrink
from storage.spelling import as_it_was

MOST_WARNINGS = 50
_WORTH_A_THREAD = 1 << 20
_hashers = ThreadPoolExecutor(2, "holdfast-hash")
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth saying about a document that was accepted all the same."""

    code: str
    detail: str
    path: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return what the HTTP interface shows."""
        return {"code": self.code, "detail": self.detail, "path": self.path}


class Draft:
    """A document as it will stand on disk."""

    __slots__ = ("_etag", "_hashing", "checked", "keeps_members", "may_shrink", "text", "warnings")

    def __init__(
        self,
        text: bytes,
        warnings: tuple[Notice, ...] = (),
        *,
        checked: bool = True,
        may_shrink: bool = True,
        keeps_members: bool = False,
    ) -> None:
        """Take the bytes of a version.

        Args:
            text: the bytes.
            warnings: what is worth saying about them.
            checked: whether they are laid out and passed every check; a version that is restored is taken as it was.
            may_shrink: whether a collection could have fewer items than in the version that is replaced.
            keeps_members: whether its top level surely has the same keys as that version.
        """
        self.text = text
        self.may_shrink = may_shrink
        self.keeps_members = keeps_members
        self.warnings = warnings
        self.checked = checked
        self._etag: str | None = None
        self._hashing: Future[str] | None = None

    @property
    def etag(self) -> str:
        """Return the name of the version."""
        if self._etag is None:
            self._etag = self._hashing.result() if self._hashing else etag_of(self.text)
        return self._etag

    def begin_hash(self) -> None:
        """Work the etag out while the disk is busy with what comes next; hashing leaves the interpreter free."""
        if self._etag is None and self._hashing is None and len(self.text) > _WORTH_A_THREAD:
            self._hashing = _hashers.submit(etag_of, self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text as it is shown, and what is worth saying about it."""

    text: bytes
    warnings: tuple[Notice, ...] = ()
    laid_out: bytes = b""
    """The same text as a save would lay it out."""


def etag_of(content: bytes) -> str:
    """Return the name of a version: the SHA-256 of its bytes."""
    return "sha256-" + hashlib.sha256(content).hexdigest()


def read_request(body: bytes, old: bytes | None = None, *, clean: bool = False) -> Draft:
    """Read a document strictly.

    Args:
        body: JSON in UTF-8, with or without a byte order mark.
        old: laid-out text that the document replaces; what only a browser's way of printing changed stays as it was.
        clean: whether `old` passed every check, so that only what differs from it has to be looked at.

    Raises:
        DocumentError: with line and column or a JSON pointer wherever there is one.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    _check_encoding(body)
    text = _laid_out(body)
    if old is None:
        return Draft(text, tuple(_look_closely(text)))
    regions = changed_regions(old, text)
    warnings = _look_at_changes(old, text, regions) if clean else _look_closely(text)
    fewer = may_shrink(old, text, regions)
    same = keeps_members(old, text, regions)
    laid_out = as_it_was(old, text, regions) if regions else old
    return Draft(laid_out, tuple(warnings), may_shrink=fewer, keeps_members=same)


def read_part(body: bytes) -> bytes:
    """Check a JSON text of any kind, such as a patch, and return it laid out.

    Raises:
        DocumentError: it is no JSON, or nested too deeply.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    _check_encoding(body)
    return _laid_out(body, any_value=True)


def read_file(content: bytes) -> Reading:
    """Read a file's bytes with patience: other encodings, half emojis and double keys are shown with a warning.

    Raises:
        DocumentError: nothing sensible can be shown.
    """
    warnings: list[Notice] = []
    text = _decoded(content, warnings)
    try:
        laid_out = _laid_out(text)
    except LoneSurrogate as error:
        warnings.append(Notice("lone_surrogate", error.detail, error.facts["path"]))
        text = without_lone_surrogates(text)
        laid_out = _laid_out(text)
    warnings += _look_at_file_numbers(laid_out)
    twice = duplicates.find_duplicate(laid_out)
    if twice is not None:
        warnings.append(Notice("duplicate_key", f"the key at {twice} appears twice; the last one is used", twice))
    return Reading(text, tuple(warnings[:MOST_WARNINGS]), text if laid_out == text else laid_out)


def parse(text: bytes) -> Any:
    """Parse text that was accepted, for reading only: numbers become ints and floats."""
    with duplicates.gc_paused():
        return orjson.loads(text)


def is_settled_text(text: bytes) -> bool:
    """Say cheaply whether a file's bytes are a whole JSON text, and not one that an editor is still writing."""
    try:
        msgspec.json.decode(_decoded(text, []), type=msgspec.Raw)
    except DocumentError:
        return False
    except (msgspec.DecodeError, RecursionError):
        return _HALF_PAIR.search(text) is not None and lone_surrogate_path(text) is not None
    return True


def _check_encoding(body: bytes) -> None:
    if not body.strip():
        raise EmptyDocument("the body is empty")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NotUtf8("the body is UTF-16", offset=0)
    try:
        body.decode()
    except UnicodeDecodeError as error:
        detail = f"byte {error.start} (0x{body[error.start]:02x}) is not UTF-8"
        raise NotUtf8(detail, offset=error.start, **position(body, error.start)) from error


def _decoded(content: bytes, warnings: list[Notice]) -> bytes:
    """Return a file's text in UTF-8 without a byte order mark."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16").encode()
        except UnicodeError as error:
            raise NotUtf8("the file begins as UTF-16 but is not valid UTF-16", offset=0) from error
        warnings.append(Notice("utf16", "the file is UTF-16; the next save writes UTF-8"))
        return text
    text = content.removeprefix(codecs.BOM_UTF8)
    _check_encoding(text)
    return text


def _laid_out(text: bytes, *, any_value: bool = False) -> bytes:
    """Lay a text out, or say in words where and why it is not a document."""
    try:
        found = layout(text)
    except RecursionError as error:
        raise TooDeep(f"the document is nested deeper than {MAX_DEPTH} levels", limit=MAX_DEPTH) from error
    except msgspec.DecodeError as error:
        raise diagnosis(text, error) from error
    if not found.startswith(b"{") and not any_value:
        kind = {b"[": "an array", b'"': "a string"}.get(found[:1], "a bare value")
        raise NotAnObject(f"the top level is {kind}, and a document is a JSON object")
    if is_too_deep(found):
        raise TooDeep(f"the document is nested deeper than {MAX_DEPTH} levels", limit=MAX_DEPTH)
    return found


def _look_closely(text: bytes) -> list[Notice]:
    """Check a whole document for what its grammar allows and a reader of it would change."""
    warnings = _check_numbers(text, text, 0) if numbers.may_hold_long_numbers(text) else []
    twice = duplicates.find_duplicate(text)
    if twice is not None:
        raise DuplicateKey(f"the key at {twice} appears twice", path=twice)
    return warnings[:MOST_WARNINGS]


def _look_at_changes(known: bytes, text: bytes, regions: list[Region]) -> list[Notice]:
    """Check what differs from a document that passed the whole check before."""
    warnings: list[Notice] = []
    starts = [*(region.start for region in regions[1:]), len(text)]
    ends = [0, *(region.end for region in regions)][: len(regions)]
    for region, before, after in zip(regions, ends, starts, strict=False):
        part = text[region.start : region.end]
        if numbers.may_hold_long_numbers(part):
            warnings += _check_numbers(text, part, region.start)
        room = (region.start - before, after - region.end)
        if duplicates.region_may_add_duplicate(known, text, region, room):
            return _look_closely(text)
    return warnings[:MOST_WARNINGS]


def _check_numbers(text: bytes, part: bytes, start: int) -> list[Notice]:
    warnings: list[Notice] = []
    for offset, number in numbers.long_numbers(part):
        if numbers.is_infinite(number):
            raise JsonNumber(f"{_short(number)} is too large for a number", path=pointer_at(text, start + offset))
        if numbers.loses_digits(number):
            path = pointer_at(text, start + offset)
            raise NumberPrecision(f"{_short(number)} at {path} has more digits than a number keeps", path=path)
        if len(warnings) < MOST_WARNINGS and numbers.is_unsafe_integer(number):
            path = pointer_at(text, start + offset)
            warnings.append(Notice("big_integer", f"a browser may round {number} at {path}; write it as text", path))
    return warnings


def _look_at_file_numbers(text: bytes) -> list[Notice]:
    """Warn of long numbers in a file, and refuse what no reader can hold."""
    warnings: list[Notice] = []
    if not numbers.may_hold_long_numbers(text):
        return warnings
    for offset, number in numbers.long_numbers(text):
        if numbers.is_infinite(number):
            where = position(text, offset)
            raise JsonNumber(f"{_short(number)} is too large for a number", path=pointer_at(text, offset), **where)
        if len(warnings) < MOST_WARNINGS and (numbers.is_unsafe_integer(number) or numbers.loses_digits(number)):
            path = pointer_at(text, offset)
            detail = f"a reader may round {_short(number)} at {path}; write it as text"
            warnings.append(Notice("number_precision", detail, path))
    return warnings


def _short(number: str) -> str:
    return number if len(number) <= 40 else f"{number[:18]}…{number[-18:]}"
