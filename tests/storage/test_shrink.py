"""Saves that drop more than half."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storage.canonical import layout
from storage.regions import changed_regions
from storage.shrink import may_shrink, shrunk


def found(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    before, after = (layout(json.dumps(document).encode()) for document in (old, new))
    said = [str(thing) for thing in shrunk(before, after)]
    assert may_shrink(before, after, changed_regions(before, after)) or not any("items" in text for text in said)
    return said


JOBS = [{"id": number, "text": "x" * 40} for number in range(10)]


@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_collection_that_loses_more_than_half_is_noticed(left: int) -> None:
    assert f"10 items of /jobs became {left}" in found({"jobs": JOBS}, {"jobs": JOBS[:left]})


def test_a_collection_that_is_gone_is_noticed() -> None:
    assert "10 items of /jobs became 0" in found({"jobs": JOBS}, {"other": "x" * 1000})


def test_a_text_that_loses_more_than_half_is_noticed() -> None:
    (said,) = found({"text": "x" * 1000}, {"text": "x" * 100})
    assert said == "1,017 bytes became 117"


@pytest.mark.parametrize("left", [5, 9, 10])
def test_half_may_go(left: int) -> None:
    assert found({"jobs": JOBS}, {"jobs": JOBS[:left]}) == []


def test_small_things_may_vanish() -> None:
    assert found({"a": 1, "jobs": [1, 2]}, {}) == []
