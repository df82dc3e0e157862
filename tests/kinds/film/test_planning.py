"""Planning: whole documents where a roll can hold them, split ones where none can, and nothing lost or twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinds.microfilm.film.pieces import Piece, pieces_of, without
from kinds.microfilm.film.planning import PlannedRoll, plan_rolls

Parts = list[tuple[str, tuple[int, int], tuple[int, int], int]]
piece_lists = st.lists(st.integers(1, 60), max_size=12).map(lambda counts: pieces(*counts))


def pieces(*pages: int) -> list[Piece]:
    """Return documents `a`, `b`, … with so many pages."""
    return [Piece(chr(ord("a") + place), "", 1, count) for place, count in enumerate(pages)]


def planned(found: Sequence[Piece], capacity: int = 10) -> list[PlannedRoll]:
    """Plan for rolls of one length."""
    return plan_rolls(found, "16mm", capacity, range(1, 1000))


def parts(roll: PlannedRoll) -> Parts:
    """Return what is on a roll, in short."""
    return [(part.doc_id, part.page_range, part.frame_range, part.document_index) for part in roll.segments]


def test_documents_follow_one_another_in_the_order_of_their_names() -> None:
    (roll,) = planned([Piece("b", "", 1, 3), Piece("a", "", 1, 2)])
    assert parts(roll) == [("a", (1, 2), (1, 2), 1), ("b", (1, 3), (3, 5), 2)]
    assert roll.pages_used == 5


def test_a_document_that_fits_an_empty_roll_is_not_split() -> None:
    first, second = planned(pieces(7, 4))
    assert (first.pages_used, second.pages_used) == (7, 4)


def test_a_document_that_fits_exactly_fills_the_roll() -> None:
    first, second = planned(pieces(4, 6, 1))
    assert parts(first) == [("a", (1, 4), (1, 4), 1), ("b", (1, 6), (5, 10), 2)]
    assert parts(second) == [("c", (1, 1), (1, 1), 1)]


def test_a_document_as_long_as_a_roll_has_one_of_its_own() -> None:
    assert [roll.pages_used for roll in planned(pieces(1, 10, 1))] == [1, 10, 1]


def test_a_rest_of_one_page_is_used() -> None:
    (roll,) = planned(pieces(9, 1))
    assert parts(roll)[1] == ("b", (1, 1), (10, 10), 2)


def test_a_document_longer_than_four_rolls_begins_in_the_rest_of_one_and_runs_on() -> None:
    rolls = planned(pieces(8, 45, 2))
    assert [parts(roll) for roll in rolls] == [
        [("a", (1, 8), (1, 8), 1), ("b", (1, 2), (9, 10), 2)],
        [("b", (3, 12), (1, 10), 1)],
        [("b", (13, 22), (1, 10), 1)],
        [("b", (23, 32), (1, 10), 1)],
        [("b", (33, 42), (1, 10), 1)],
        [("b", (43, 45), (1, 3), 1), ("c", (1, 2), (4, 5), 2)],
    ]


def test_a_document_longer_than_a_roll_begins_a_new_one_when_the_last_is_full() -> None:
    assert [roll.pages_used for roll in planned(pieces(10, 11))] == [10, 10, 1]


def test_documents_without_pages_are_on_no_roll() -> None:
    documents: list[dict[str, Any]] = [
        {"name": "a", "pages": 0},
        {"name": "b"},
        {"pages": 3},
        {"name": "c", "pages": 2},
    ]
    assert [piece.doc_id for piece in pieces_of(documents, "16mm")] == ["c"]
    assert planned([]) == []


def test_documents_of_one_name_in_two_folders_are_two_documents() -> None:
    documents = [{"name": "a", "path": "Y", "pages": 2}, {"name": "a", "path": "X", "pages": 3}]
    (roll,) = planned(pieces_of(documents, "16mm"))
    assert [(part.path, part.pages) for part in roll.segments] == [("X", 3), ("Y", 2)]


def test_a_roll_ends_where_a_blip_could_not_name_one_more_document() -> None:
    many = [Piece(f"{place:05}", "", 1, 1) for place in range(10_001)]
    assert [len(roll.segments) for roll in planned(many, 20_000)] == [9_999, 2]


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ({"hasOversized": True, "totalOversized": 2, "oversizedPages": [4, 5], "totalReferences": 1}, 3),
        ({"hasOversized": True, "totalOversized": 2, "oversizedPages": [4, 5]}, 3),
        ({"hasOversized": True, "totalOversized": 2, "oversizedPages": [4, 9]}, 4),
        ({"hasOversized": True, "totalOversized": 2, "oversizedPages": [4, 9], "referencePages": [4, 9]}, 4),
        ({"hasOversized": True, "totalOversized": 2}, 4),
        ({"hasOversized": False, "totalOversized": 0, "oversizedPages": []}, None),
    ],
)
def test_35mm_holds_oversized_pages_with_their_reference_sheets(said: dict[str, object], pages: int | None) -> None:
    found = pieces_of([{"name": "a", "pages": 9, **said}], "35mm")
    assert [piece.pages for piece in found] == ([] if pages is None else [pages])


def test_what_is_on_film_is_taken_out_of_what_is_planned() -> None:
    (first, second, third) = planned(pieces(8, 14))
    left = without(pieces(8, 14), second.segments)
    assert [(piece.doc_id, piece.first, piece.last) for piece in left] == [("a", 1, 8), ("b", 1, 2), ("b", 13, 14)]
    assert without(pieces(8, 14), [*first.segments, *second.segments, *third.segments]) == []


def test_the_digest_tells_plans_apart_but_not_where_they_stand() -> None:
    (roll,) = planned(pieces(2, 3))
    (other,) = plan_rolls(pieces(2, 3), "16mm", 20, range(7, 9))
    (changed,) = planned(pieces(3, 2))
    assert roll.digest == other.digest != changed.digest


@given(piece_lists, st.integers(1, 25))
def test_every_page_is_on_film_once_in_order_and_no_roll_is_too_long(found: list[Piece], capacity: int) -> None:
    rolls = planned(found, capacity)
    filmed = [(part.doc_id, page) for roll in rolls for part in roll.segments for page in span(part.page_range)]
    assert filmed == [(piece.doc_id, page) for piece in found for page in span((piece.first, piece.last))]
    for roll in rolls:
        frames = [frame for part in roll.segments for frame in span(part.frame_range)]
        assert frames == list(range(1, roll.pages_used + 1))
        assert 0 < roll.pages_used <= capacity
        assert [part.document_index for part in roll.segments] == list(range(1, len(roll.segments) + 1))


@given(piece_lists, st.integers(1, 25))
def test_only_what_no_roll_can_hold_is_split(found: list[Piece], capacity: int) -> None:
    rolls = planned(found, capacity)
    for piece in found:
        on = [roll for roll in rolls if piece.doc_id in {part.doc_id for part in roll.segments}]
        assert len(on) == 1 or piece.pages > capacity
        assert len(on) <= -(-piece.pages // capacity) + 1


@given(piece_lists, st.integers(1, 25), st.sets(st.integers(0, 30)))
def test_film_and_plan_together_hold_every_page_once(found: list[Piece], capacity: int, on_film: set[int]) -> None:
    kept = [part for place, roll in enumerate(planned(found, capacity)) if place in on_film for part in roll.segments]
    rest = [part for roll in planned(without(found, kept), capacity) for part in roll.segments]
    pages = sorted((part.doc_id, page) for part in [*kept, *rest] for page in span(part.page_range))
    assert pages == [(piece.doc_id, page) for piece in found for page in range(1, piece.pages + 1)]


def span(ends: tuple[int, int]) -> range:
    """Return everything from the first to the last."""
    return range(ends[0], ends[1] + 1)
