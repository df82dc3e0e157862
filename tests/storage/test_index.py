"""The list of all projects, without opening each of them each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinds.registry import Kinds
from storage.files.fs import Fs
from storage.index import Index, Row
from storage.layout import Layout
from storage.settings import Settings
from storage.store import Store


class CountingFs(Fs):
    """The real operating system, which counts how many files are opened."""

    def __init__(self) -> None:
        self.opened = 0

    def open_read(self, path: Path) -> int:
        self.opened += 1
        return super().open_read(path)


@pytest.fixture
def fs() -> CountingFs:
    return CountingFs()


def index_of(data: Path, fs: Fs) -> Index:
    Store(data).close()
    return Index(fs, Layout(data), Settings(), Kinds())


def by_id(index: Index) -> dict[str, Row]:
    return {row.id: row for row in index.rows()}


def test_a_file_is_opened_once_and_again_only_when_it_changed(data: Path, fs: CountingFs) -> None:
    for number in range(50):
        (data / f"p{number}.json").write_text('{"name": "N"}')
    index = index_of(data, fs)
    assert len(index.rows()) == 50
    assert fs.opened == 50
    index.rows()
    assert fs.opened == 50
    (data / "p7.json").write_text('{"name": "another"}')
    assert by_id(index)["p7"].name == "another"
    assert fs.opened == 51


def test_the_next_start_opens_only_what_changed_since(data: Path, fs: CountingFs) -> None:
    for number in range(20):
        (data / f"p{number}.json").write_text("{}")
    first = index_of(data, Fs())
    first.rows()
    first.store()
    (data / "p3.json").write_text('{"title": "new"}')
    (data / "p4.json").unlink()
    index = index_of(data, fs)
    rows = by_id(index)
    assert rows["p3"].name == "new"
    assert "p4" not in rows
    assert fs.opened == 1


@pytest.mark.parametrize("cache", [b"", b"{", b"[]", b'{"format":1,"rows":[[1,2]]}', b"\xff"])
def test_a_ruined_memory_is_made_anew(data: Path, fs: CountingFs, cache: bytes) -> None:
    (data / "story.json").write_text('{"title": "Dawn"}')
    Store(data).close()
    Layout(data).index.write_bytes(cache)
    assert by_id(index_of(data, fs))["story"].name == "Dawn"


def test_every_state_is_listed_and_none_hides_the_others(data: Path, fs: CountingFs) -> None:
    (data / "good.json").write_text('{"title": "Dawn"}')
    (data / "broken.json").write_text('{"a": 1,,}')
    (data / "deep.json").write_text('{"a":' * 300 + "1" + "}" * 300)
    (data / "large.json").write_text('{"a": "' + "x" * 2_000_000 + '"}')
    (data / "lost.json").symlink_to(data / "nowhere.json")
    (data / "folder.json").mkdir()
    (data / "Not an id.json").write_text("{}")
    Store(data).close()
    index = Index(fs, Layout(data), Settings(loaded_bytes=1_000_000), Kinds())
    states = {row.id: row.state for row in index.rows()}
    assert states == {
        "good": "ok",
        "broken": "broken",
        "deep": "broken",
        "large": "too_large",
        "lost": "unreadable",
    }
