"""Film numbers and blips, as they are printed on boxes and in the index."""

from __future__ import annotations

import pytest

from kinds.microfilm.film.numbering import Blip, film_number, is_film_number, prefix_of, running_of


@pytest.mark.parametrize(
    ("location", "prefix"),
    [("OU", "1"), ("ou ", "1"), ("DW", "2"), ("Dw", "2"), ("Berlin", "3"), ("", "3")],
)
def test_each_location_has_a_prefix(location: str, prefix: str) -> None:
    assert prefix_of(location) == prefix


def test_a_film_number_is_a_prefix_and_seven_digits() -> None:
    assert film_number("1", 8) == "10000008"
    assert film_number("2", 123) == "20000123"
    assert running_of("20000123") == 123


@pytest.mark.parametrize(
    "value", ["1000000", "100000080", "40000001", "10000000", "1000000a", 10000008, None, "\uff110000008"]
)
def test_anything_else_is_no_film_number(value: object) -> None:
    assert not is_film_number(value)


def test_a_blip_names_film_document_and_frame() -> None:
    assert str(Blip("10000008", 1, 1)) == "10000008-0001.00001"
    assert str(Blip("10000009", 294, 653)) == "10000009-0294.00653"


def test_a_blip_is_read_back() -> None:
    assert Blip.parse("10000008-0001.00001") == Blip("10000008", 1, 1)
    assert Blip.parse("10000008-0001") is None
    assert Blip.parse(None) is None
