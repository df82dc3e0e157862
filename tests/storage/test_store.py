"""The store's promises, on real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.decisions import Precondition
from storage.errors import StaleBase
from storage.store import Store


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """A store on an empty folder."""
    opened = Store(data)
    yield opened
    opened.close()


def test_a_first_save_makes_the_file_laid_out_as_it_was_sent(store: Store, data: Path) -> None:
    store.save("story", b'{"b":1.0,"a":[-0,9007199254740993]}', Precondition(create=True))
    assert (data / "story.json").read_bytes() == (b'{\n  "b": 1.0,\n  "a": [\n    -0,\n    9007199254740993\n  ]\n}\n')


def test_a_save_over_an_older_base_keeps_both_versions(store: Store, data: Path) -> None:
    first = store.save("story", b'{"n":1}', Precondition(create=True))
    second = store.save("story", b'{"n":2}', Precondition(base=first.etag))
    with pytest.raises(StaleBase) as refused:
        store.save("story", b'{"n":3}', Precondition(base=first.etag))
    assert refused.value.current == second.etag
    assert refused.value.base == b'{\n  "n": 1\n}\n'
    assert (data / "backups" / "story" / refused.value.kept).read_bytes() == b'{\n  "n": 3\n}\n'
