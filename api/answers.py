"""Answers that several resources give: JSON objects, and documents as they stand on disk."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from datetime import UTC
from email.utils import format_datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from storage import numbers
from storage.names import timestamp
from storage.saved import Saved
from storage.versions import Glance

_WORTH_PACKING = range(1 << 10, 1 << 20)
_PACKED_BYTES = 8 << 20
_WANTS_GZIP = re.compile(r"(?:^|[,\s])gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)


def json_answer(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a value as JSON, numbers of `numbers.loads` with their digits."""
    return Response(orjson.dumps(content, default=numbers.raw), status, headers, "application/json")


def saved_answer(saved: Saved, **more: object) -> Response:
    """Return what a save did; with the document if it is another one than was sent."""
    content = saved.as_dict() | more
    if saved.document is not None:
        content["document"] = orjson.Fragment(saved.document)
    headers = {"ETag": f'"{saved.etag}"', "Holdfast-Saved-At": timestamp(saved.saved_at)}
    return json_answer(content, 201 if saved.created else 200, headers)


def version_headers(version: Glance, kind: str) -> dict[str, str]:
    """Return the headers that describe a version."""
    headers = {
        "ETag": f'"{version.etag}"',
        "Last-Modified": format_datetime(version.saved_at.astimezone(UTC), usegmt=True),
        "Holdfast-Saved-At": timestamp(version.saved_at),
        "Holdfast-Kind": kind,
        "Cache-Control": "no-cache",
    }
    if version.warnings:
        headers["Holdfast-Warnings"] = ", ".join(dict.fromkeys(notice.code for notice in version.warnings))
    return headers


class Packer:
    """Compresses documents for clients that ask, once a version.

    Larger ones are not worth it: over loopback 10 MB arrive in a tenth of the time that packing takes.
    """

    def __init__(self, level: int = 1, worth: range = _WORTH_PACKING) -> None:
        """Begin with nothing packed.

        Args:
            level: of gzip; what is sent often can be packed tighter.
            worth: sizes that are packed.
        """
        self._level = level
        self._worth = worth
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def pack(self, request: Request, etag: str, text: bytes) -> tuple[bytes, dict[str, str]]:
        """Return the bytes to send and the headers that say how they are packed."""
        if len(text) not in self._worth:
            return text, {}
        if not _WANTS_GZIP.search(request.headers.get("accept-encoding", "")):
            return text, {"Vary": "Accept-Encoding"}
        packed = self._packed.get(etag)
        if packed is None:
            packed = gzip.compress(text, compresslevel=self._level)
            self._bytes += len(packed) - len(self._packed.get(etag, b""))  # another thread may have been as quick
            self._packed[etag] = packed
            while self._bytes > _PACKED_BYTES:
                self._bytes -= len(self._packed.popitem(last=False)[1])
        return packed, {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
