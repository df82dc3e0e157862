"""Figures: nothing is counted twice or lost, and edges are round."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kinds.figures import counted, day_of, histogram, number, total


@example([0.0, 5e-324], 1)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50), st.integers(1, 20))
def test_every_value_is_in_one_bin(values: list[float], bins: int) -> None:
    found = histogram(values, bins)
    assert sum(found["counts"]) == len(values)
    assert len(found["edges"]) == len(found["counts"]) + 1
    assert len(found["counts"]) <= bins + 2
    assert found["edges"] == sorted(found["edges"])


def test_edges_are_round() -> None:
    assert histogram([0.3, 1.2, 5.9], 6)["edges"] == [0, 1, 2, 3, 4, 5, 6]
    assert histogram([7, 7])["counts"] == [2]
    assert histogram([]) == {"edges": [], "counts": []}


def test_days_are_those_of_utc() -> None:
    assert day_of(0) == "1970-01-01"
    assert day_of(1698589120000) == "2023-10-29"
    assert [day_of(value) for value in (None, 1e300, float("nan"), float("inf"))] == [None] * 4


@pytest.mark.parametrize(("value", "wanted"), [(1, 1.0), (True, None), ("1", None), (None, None), (10**400, None)])
def test_only_what_can_be_counted_with_is_a_number(value: object, wanted: float | None) -> None:
    assert number(value) == wanted


def test_counts_begin_with_the_most_frequent() -> None:
    assert counted(["a", "b", "b"]) == [{"label": "b", "count": 2}, {"label": "a", "count": 1}]
    assert total([0.1] * 10) == 1.0
