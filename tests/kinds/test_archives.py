"""Zip files: their documents are found, and none of their own figures is believed."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from kinds.archives import MOST_FILES, documents_in
from storage.errors import BadArchive, TooLarge


def packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_documents_are_found_in_any_folder_and_other_files_are_passed_over() -> None:
    files = {
        "story.json": b"{}", "deep/er/jobs.json": b"[]", "readme.txt": b"x", "__MACOSX/._story.json": b"x",
        ".hidden.json": b"x", "../up.json": b"{}", "back\\slash.json": b"{}",
    }  # fmt: skip
    found = [member.name for member in documents_in(packed(files), 1000)]
    assert found == ["story.json", "jobs.json", "slash.json"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"a.json": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="unpacks to more than 1,000,000"):
        documents_in(bomb, 1_000_000)


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    bomb = bytearray(packed({"a.json": b"0" * 5_000_000}))
    at = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, at + 24, 10)
    with pytest.raises((TooLarge, BadArchive)):
        documents_in(bytes(bomb), 1_000_000)


def test_too_many_documents_are_refused() -> None:
    with pytest.raises(TooLarge, match="1,001 documents"):
        documents_in(packed({f"{number}.json": b"{}" for number in range(MOST_FILES + 1)}), 1 << 20)


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", packed({"a.txt": b"x"}), packed({})])
def test_what_is_no_archive_of_documents_is_refused(content: bytes) -> None:
    with pytest.raises(BadArchive):
        documents_in(content, 1 << 20)


def test_a_damaged_archive_is_refused() -> None:
    archive = bytearray(packed({"a.json": b'{"a": "' + bytes(range(97, 123)) * 40 + b'"}'}))
    archive[40:60] = b"\xff" * 20
    with pytest.raises(BadArchive):
        documents_in(bytes(archive), 1 << 20)
