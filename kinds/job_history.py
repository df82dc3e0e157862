"""What a save of the pixel-art dashboard makes of its file: jobs and counter replaced, everything else kept."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import orjson

from storage import documents
from storage.errors import NotAnObject

_VERSION = b'"1.0"'
_STAMPS = ("savedAt", "version")
Parts = Mapping[str, bytes]


def parts_of(text: bytes) -> dict[str, bytes]:
    """Return the top-level members of laid-out text, each as JSON."""
    return {key: bytes(value) for key, value in msgspec.json.decode(text, type=dict[str, msgspec.Raw]).items()}


def read_request(body: bytes) -> dict[str, bytes]:
    """Read what the dashboard sent.

    Raises:
        DocumentError: it is no JSON object with a list of jobs.
    """
    text = documents.read_part(body)
    if not text.startswith(b"{"):
        raise NotAnObject("the body has to be an object with the members jobs and lastJobId")
    sent = parts_of(text)
    if not sent.get("jobs", b"").startswith(b"["):
        raise NotAnObject("the body has to hold the list of jobs in its member 'jobs'")
    return sent


def changed(text: bytes | None, sent: Parts, saved_at: str) -> bytes | None:
    """Return the text of the file to save, or None if the file holds already what was sent.

    Args:
        text: the file, laid out, or None if there is none yet.
        sent: what :func:`read_request` returned.
        saved_at: the stamp, ISO 8601.
    """
    current = {} if text is None else parts_of(text)
    own = {key: value for key, value in sent.items() if key not in _STAMPS}
    if all(key in current for key in _STAMPS) and all(current.get(key) == value for key, value in own.items()):
        return None
    first = {"jobs": b"[]", "lastJobId": b"1"}
    stamps = {"savedAt": orjson.dumps(saved_at), "version": current.get("version", _VERSION)}
    members = [orjson.dumps(key) + b": " + value for key, value in {**first, **current, **own, **stamps}.items()]
    return b"{" + b",".join(members) + b"}"


def saved_at_of(parts: Parts) -> str:
    """Return the stamp of a file; empty if it has none."""
    value = orjson.loads(parts.get("savedAt", b'""'))
    return value if isinstance(value, str) else ""


def count_of(parts: Parts) -> int:
    """Return how many jobs there are."""
    return len(msgspec.json.decode(parts["jobs"], type=list[msgspec.Raw]))
