"""Zip files of documents, read without trusting what they say of their own sizes."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from storage.errors import BadArchive, TooLarge

MOST_FILES = 1000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One document of an archive."""

    name: str
    """File name without its folders."""
    content: bytes


def documents_in(archive: bytes, limit: int) -> list[Member]:
    """Return the JSON files of a zip file; other files in it are passed over.

    Args:
        archive: the zip file.
        limit: how many bytes the documents may have together, unpacked.

    Raises:
        BadArchive: it is no zip file, damaged, locked by a password, or holds no document.
        TooLarge: it unpacks to more than `limit`, or holds more files than anybody needs.
    """
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            entries = [entry for entry in opened.infolist() if _is_document(entry)]
            if len(entries) > MOST_FILES:
                text = f"the archive holds {len(entries):,} documents; up to {MOST_FILES:,} are taken at once"
                raise TooLarge(text, size=len(entries), limit=MOST_FILES)
            members = _unpacked(opened, entries, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadArchive(f"the zip file cannot be read: {error}") from error
    if not members:
        raise BadArchive("the zip file holds no .json file")
    return members


def _is_document(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not entry.is_dir() and not is_hidden and path.suffix.lower() == ".json"


def _unpacked(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limit: int) -> list[Member]:
    members: list[Member] = []
    left = limit
    for entry in entries:
        parts: list[bytes] = []
        with opened.open(entry) as stream:
            while part := stream.read(min(_CHUNK, left + 1)):
                left -= len(part)
                if left < 0:
                    raise TooLarge(f"the archive unpacks to more than {limit:,} bytes", limit=limit)
                parts.append(part)
        members.append(Member(PurePosixPath(entry.filename.replace("\\", "/")).name, b"".join(parts)))
    return members
