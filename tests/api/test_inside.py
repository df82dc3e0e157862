"""Documents parsed for reading: once a version, however large it is and however many ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.inside import Inside, Opened
from kinds.registry import Kinds
from storage.errors import FileBroken, NoSuchProject
from storage.files.fs import Fs
from storage.settings import Settings
from storage.store import Store


class CountingFs(Fs):
    """The real operating system, with a count of what is read."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, descriptor: int, size: int) -> bytes:
        self.reads += 1
        return super().read(descriptor, size)


class Folder:
    """A store that holds no text in memory, as none is held that is too large."""

    def __init__(self, data: Path) -> None:
        self.fs = CountingFs()
        self.kinds = Kinds(data / "contracts")
        self.store = Store(data, Settings(cached_bytes=0, settle=60), meaning=self.kinds, fs=self.fs)
        self.inside = Inside(self.store, self.kinds)

    def put(self, text: str) -> None:
        self.store.layout.live("story").write_text(text)

    def open(self) -> Opened:
        return self.inside.open("story")[1]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path)
    yield made
    made.store.close()


@pytest.mark.parametrize("text", ['{\n  "n": 1\n}\n', '{"n":1}', '{"n": 1, "n": 1}'])
def test_a_version_is_read_and_parsed_once_however_it_is_laid_out(folder: Folder, text: str) -> None:
    folder.put(text)
    first = folder.open()
    reads = folder.fs.reads
    assert all(folder.open() is first for _ in range(5))
    assert folder.fs.reads == reads


def test_an_edit_by_hand_is_seen_at_once(folder: Folder) -> None:
    for number in range(5):
        folder.put(json.dumps({"n": number}))
        assert folder.open().document == {"n": number}


def test_what_reading_has_to_warn_of_is_said_each_time(folder: Folder) -> None:
    folder.put('{"n": 1, "n": 2}')
    assert [[notice.code for notice in folder.inside.open("story")[0].warnings] for _ in range(2)] == [
        ["duplicate_key"],
        ["duplicate_key"],
    ]


def test_a_file_that_breaks_or_goes_is_not_shown_from_memory(folder: Folder) -> None:
    folder.put('{"n": 1}')
    folder.open()
    folder.put('{"n": ')
    with pytest.raises(FileBroken):
        folder.open()
    folder.put('{"n": 1}')
    assert folder.open().document == {"n": 1}
    folder.store.layout.live("story").unlink()
    with pytest.raises(NoSuchProject):
        folder.open()


def test_a_contract_that_is_added_makes_a_parsed_document_another_kind(folder: Folder, tmp_path: Path) -> None:
    folder.put('{"tasks": []}')
    assert folder.open().kind.name == "generic"
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "todo.schema.json").write_text('{"x-detect": ["tasks"]}')
    assert folder.open().kind.name == "todo"


def test_of_many_who_ask_at_once_one_reads(folder: Folder) -> None:
    folder.put(json.dumps({"items": [{"id": number, "text": "x" * 50} for number in range(20_000)]}))
    found: list[Opened] = []
    asking = [threading.Thread(target=lambda: found.append(folder.open())) for _ in range(12)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(20)
    assert len(found) == 12
    assert len({id(opened) for opened in found}) == 1
    assert folder.fs.reads == 1
