"""Numbers as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import numbers
from storage.canonical import layout
from tests.storage.jsons import floats, spelled
from tests.storage.test_canonical import tokens_of

long_integers = st.integers(-(10**22), 10**22).map(str)


@given(spelled)
def test_what_was_read_is_written_with_the_same_numbers(text: bytes) -> None:
    def numbers_in(some: bytes) -> list[bytes]:
        return [match[0] for match in numbers.NUMBER_LINE.finditer(some)]

    laid_out = layout(text)
    assert numbers_in(numbers.dumps(numbers.loads(laid_out))) == numbers_in(laid_out)


@given(spelled)
def test_numbers_are_listed_in_the_order_of_their_lines(text: bytes) -> None:
    laid_out = layout(text)
    found = [number.text.encode() for number in numbers.loads_in_order(laid_out)[1]]
    assert found == [match[0] for match in numbers.NUMBER_LINE.finditer(laid_out)]


@given(spelled)
def test_a_number_is_no_part_of_a_string(text: bytes) -> None:
    laid_out = layout(text)
    assert tokens_of(numbers.NUMBER_LINE.sub(rb"\1", laid_out)) == tokens_of(laid_out)


@pytest.mark.parametrize("text", ["9007199254740993", "18446744073709551615", "-9223372036854775808", "0.1", "1e22"])
def test_these_lose_nothing_in_64_bits_or_a_double(text: str) -> None:
    assert not numbers.loses_digits(text)


@pytest.mark.parametrize(
    "text",
    ["18446744073709551617", "123456789012345678901234567890", "0.12345678901234567891", "1e-400", f"1e-{'9' * 20}"],
)
def test_these_lose_digits(text: str) -> None:
    assert numbers.loses_digits(text)


@pytest.mark.parametrize("text", ["-0", "0.0", f"0e{'9' * 20}", f"-0.0E-{'9' * 20}", "100000000000000000000"])
def test_zero_and_round_numbers_lose_nothing(text: str) -> None:
    assert not numbers.loses_digits(text)


@given(long_integers | floats.map(repr))
def test_the_quick_look_misses_no_number_that_the_slow_one_reports(text: str) -> None:
    line = b'{\n  "a": %s\n}\n' % text.encode()
    listed = [number for _, number in numbers.long_numbers(line)]
    if numbers.loses_digits(text) or numbers.is_unsafe_integer(text):
        assert listed == [text]
    if listed:
        assert numbers.may_hold_long_numbers(line)


@given(long_integers | floats.map(repr))
def test_a_number_that_was_only_rounded_was_not_edited(text: str) -> None:
    rounded = repr(float(text))
    assert numbers.is_unedited(text, text)
    assert numbers.is_unedited(rounded, text)
    assert numbers.is_unedited(str(int(float(text))) if Decimal(rounded) == int(float(text)) else rounded, text)


@given(st.integers(2**53, 10**20), st.integers(1, 2000))
def test_another_long_integer_is_an_edit_though_it_is_the_same_double(stored: int, more: int) -> None:
    sent = str(stored + more)
    if Decimal(sent) != Decimal(repr(float(stored))):
        assert not numbers.is_unedited(sent, str(stored))


@pytest.mark.parametrize(
    "text", ["1.0", "-0", "1e5", "1.50", "9007199254740993", "0.1000000000000000055511151231257827"]
)
def test_a_browser_would_print_these_otherwise(text: str) -> None:
    assert numbers.browser_would_change(b'{\n  "a": %s\n}\n' % text.encode())


def test_digits_are_equal_to_every_number_of_the_same_double() -> None:
    assert numbers.Digits("1.0") == 1
    assert numbers.Digits("1.0") == numbers.Digits("1e0")
    assert numbers.Digits("1.0") != True  # noqa: E712 - the comparison itself is under test
    assert hash(numbers.Digits("1.0")) == hash(1)
