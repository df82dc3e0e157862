"""What a browser changes without anybody having edited it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, Self

import pytest
from hypothesis import given

from storage.canonical import layout
from storage.documents import read_request
from storage.numbers import NUMBER_LINE
from tests.storage.jsons import spelled


def as_browsers_print(number: str) -> str:
    """Print a number as ECMAScript does (Number::toString)."""
    value = Decimal(repr(float(number))).normalize()
    if value == 0:
        return "0"
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if not -7 < point - 1 < 21:
        mantissa = text[0] + (f".{text[1:]}" if text[1:] else "")
        return f"{'-' * sign}{mantissa}e{point - 1:+d}"
    if point <= 0:
        return f"{'-' * sign}0.{'0' * -point}{text}"
    whole, rest = text[:point].ljust(point, "0"), text[point:]
    return f"{'-' * sign}{whole}{'.' * bool(rest)}{rest}"


def through_a_browser(text: bytes) -> bytes:
    """Return JSON.stringify(JSON.parse(text))."""

    def ordered(value: Any) -> Any:
        if isinstance(value, dict):
            indexes = sorted(
                (key for key in value if key.isascii() and key.isdigit() and str(int(key)) == key), key=int
            )
            rest = [key for key in value if key not in indexes]
            return {key: ordered(value[key]) for key in indexes + rest}
        return [ordered(item) for item in value] if isinstance(value, list) else value

    printed = NUMBER_LINE.sub(lambda match: as_browsers_print(match[1].decode()).encode(), layout(text))
    return _written(ordered(json.loads(printed, parse_int=_Raw, parse_float=_Raw)))


def _written(value: Any) -> bytes:
    return re.sub(rb'"@number@([^@"]*)@"', rb"\1", json.dumps(value, ensure_ascii=False).encode())


class _Raw(str):
    """A number that passes the standard library's writer as a marked string."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, f"@number@{text}@")


def plain(text: bytes) -> bytes:
    """Write strings without needless escapes, as a browser does."""
    return layout(_written(json.loads(text, parse_int=_Raw, parse_float=_Raw)))


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("1.0", "1"),
        ("-0", "0"),
        ("1e21", "1e+21"),
        ("1e20", "100000000000000000000"),
        ("1e-7", "1e-7"),
        ("0.000001", "0.000001"),
        ("1234567890123456789", "1234567890123456800"),
        ("-1.50", "-1.5"),
        ("25e-9", "2.5e-8"),
    ],
)
def test_our_browser_prints_numbers_as_browsers_do(number: str, printed: str) -> None:
    assert as_browsers_print(number) == printed


@given(spelled)
def test_a_document_that_went_through_a_browser_is_the_stored_one(text: bytes) -> None:
    old = plain(text)
    assert read_request(through_a_browser(old), old).text == old


@given(spelled, spelled)
def test_nothing_but_the_spelling_of_numbers_is_taken_from_the_stored_text(one: bytes, other: bytes) -> None:
    old, new = plain(one), layout(other)
    found = read_request(other, old).text
    if found != old:
        assert NUMBER_LINE.sub(b"0", found) == NUMBER_LINE.sub(b"0", new)
    assert as_doubles(found) == as_doubles(new)


def as_doubles(text: bytes) -> str:
    value = json.loads(
        text, parse_int=lambda number: float(number) + 0.0, parse_float=lambda number: float(number) + 0.0
    )
    return json.dumps(value, sort_keys=True)


def stored_after(old: bytes, sent: bytes) -> Any:
    """Save one document over another, and return the tokens that are stored, without white space."""
    return b"".join(read_request(sent, layout(old)).text.split())


@pytest.mark.parametrize(
    ("old", "sent"),
    [
        (b'{"a":[1,1.0]}', b'{"a":[true,1,2]}'),
        (b'{"a":[0,-0]}', b'{"a":[false,0,2]}'),
        (b'{"a":[{"x":1},1.0]}', b'{"a":[{"x":true},1,2]}'),
        (b'{"a":[1.0,1]}', b'{"a":[3,2,true]}'),
        (b'{"a":1234567890123456789}', b'{"a":1234567890123456790}'),
        (b'{"a":[1234567890123456789,1]}', b'{"a":[1234567890123456790,2,3]}'),
        (b'{"a":[1234567890123456789,1234567890123456790]}', b'{"a":[1234567890123456790,1234567890123456789]}'),
        (b'{"a":1234567890123456789,"b":-0}', b'{"a":1234567890123456790,"b":-0}'),
        (b'{"a":[{"id":1,"n":1234567890123456789}]}', b'{"a":[{"id":1,"n":1234567890123456790}]}'),
        (b'{"a":["\\u00e9",1.0]}', b'{"a":["\\u00e9",2,"\\/"],"b":1}'),
        (b'{"a":[{"x":1,"y":2},1.0]}', b'{"a":[{"y":2,"x":1},3,2]}'),
    ],
)
def test_an_edit_is_never_taken_for_a_spelling(old: bytes, sent: bytes) -> None:
    assert stored_after(old, sent) == sent


@pytest.mark.parametrize(
    ("old", "sent", "stored"),
    [
        (b'{"a":1.0,"b":1}', b'{"a":1,"b":2}', b'{"a":1.0,"b":2}'),
        (b'{"a":1234567890123456789}', b'{"a":1234567890123456800,"b":1}', b'{"a":1234567890123456789,"b":1}'),
        (b'{"a":1234567890123456789}', b'{"a":1.2345678901234568e18,"b":1}', b'{"a":1234567890123456789,"b":1}'),
        (b'{"a":[1.0,2.0]}', b'{"a":[1,5,2]}', b'{"a":[1.0,5,2.0]}'),
        (b'{"a":[{"id":1,"n":1.0},{"id":2,"n":-0}]}', b'{"a":[{"id":2,"n":0}]}', b'{"a":[{"id":2,"n":-0}]}'),
        (
            b'{"a":[{"id":12345678901234567890,"n":1.0}]}',
            b'{"a":[{"id":12345678901234567000,"n":1},{"id":2}]}',
            b'{"a":[{"id":12345678901234567890,"n":1.0},{"id":2}]}',
        ),
        (b'{"a":1,"c":2}', b'{"a":1.0,"c":2}', b'{"a":1.0,"c":2}'),
    ],
)
def test_the_stored_digits_stay_where_nobody_edited(old: bytes, sent: bytes, stored: bytes) -> None:
    assert stored_after(old, sent) == stored


def test_keys_that_a_browser_moves_to_the_front_stay_where_they_were() -> None:
    old = layout(b'{"b":1,"2":2,"1":[1.0],"a":{"x":1,"0":2}}')
    assert read_request(b'{"1":[1],"2":2,"b":1,"a":{"0":2,"x":1}}', old).text == old
