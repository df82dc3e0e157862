"""The text that stands on disk."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.canonical import (
    KEY,
    MAX_DEPTH,
    is_too_deep,
    layout,
    line_end,
    line_of,
    line_start,
    lines,
    pointer_at,
)
from storage.duplicates import walk
from storage.pointers import get
from tests.storage.jsons import spelled, spelled_with_double_keys

_TOKEN = re.compile(KEY + rb"|[^\s]")


def tokens_of(text: bytes) -> list[bytes]:
    """Take a JSON text apart without looking at its structure."""
    return _TOKEN.findall(text)


@given(spelled_with_double_keys)
def test_layout_keeps_every_token(text: bytes) -> None:
    assert tokens_of(layout(text)) == tokens_of(text)


@given(spelled)
def test_layout_is_idempotent(text: bytes) -> None:
    laid_out = layout(text)
    assert layout(laid_out) == laid_out
    assert laid_out.endswith(b"\n")
    assert b"\r" not in laid_out


@given(spelled)
def test_layout_is_what_a_person_would_write(text: bytes) -> None:
    value = json.loads(text)
    assert (
        layout(json.dumps(value, ensure_ascii=False).encode())
        == (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
    )


@given(spelled, st.integers(0, 200), st.sampled_from(list('{}[]",:01.-+eEtfn\\ \x01u')), st.booleans())
def test_layout_accepts_exactly_what_is_json(text: bytes, at: int, put: str, instead: bool) -> None:
    characters = text.decode()
    changed = (characters[:at] + put + characters[at + instead :]).encode()
    try:
        json.dumps(json.loads(changed, parse_constant=lambda name: 1 / 0), ensure_ascii=False).encode()
    except (ValueError, ZeroDivisionError):  # also half of a surrogate pair, which Python alone accepts
        with pytest.raises(msgspec.DecodeError):
            layout(changed)
    else:
        assert tokens_of(layout(changed)) == tokens_of(changed)


@given(spelled)
def test_lines_say_where_objects_open_and_close(text: bytes) -> None:
    laid_out = layout(text)
    depth = 0
    for line in lines(laid_out):
        depth -= line.closes
        assert line.indent == 2 * depth
        depth += line.opens
    assert depth == 0


@given(spelled)
@example(b'{"q\\": 3":["a\\": 1",{"x":{}}],"a/b":{"~":[[],[1]]}}')
def test_a_pointer_leads_to_the_value_of_its_line(text: bytes) -> None:
    laid_out = layout(text)
    document = json.loads(laid_out)
    for start in [0, *(match.end() for match in re.finditer(b"\n", laid_out))][:-1]:
        line = line_of(laid_out[start : line_end(laid_out, start) - 1])
        if not line.closes:
            value = get(document, pointer_at(laid_out, start + line.indent))
            assert value == _shown(line.rest.rstrip(b","), value)


def _shown(rest: bytes, value: Any) -> Any:
    return value if rest in (b"{", b"[") else json.loads(rest)


@given(spelled)
def test_every_value_has_the_pointer_that_a_walk_gives_it(text: bytes) -> None:
    document = json.loads(text)
    assert all(get(document, path) is value for path, value in walk(document))


@given(st.lists(st.sampled_from([b"", b"ab", b" c"]), min_size=1).map(b"\n".join), st.data())
def test_a_line_goes_from_behind_a_line_feed_to_behind_the_next(text: bytes, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    start, end = line_start(text, offset), line_end(text, offset)
    assert start <= offset <= end
    assert b"\n" not in text[start:end].removesuffix(b"\n")
    assert start == 0 or text[start - 1 : start] == b"\n"


@pytest.mark.parametrize("inner", [b"{}", b"[]", b'{"a":1}', b"[1]"])
@pytest.mark.parametrize("array", [True, False])
def test_the_deepest_nesting_is_the_limit_and_not_one_more(inner: bytes, array: bool) -> None:
    def nested(levels: int) -> bytes:
        if array:
            return layout(b'{"a":' + b"[" * (levels - 2) + inner + b"]" * (levels - 2) + b"}")
        return layout(b'{"a":' * (levels - 1) + inner + b"}" * (levels - 1))

    assert not is_too_deep(nested(MAX_DEPTH))
    assert is_too_deep(nested(MAX_DEPTH + 1))


def test_a_text_with_many_spaces_is_not_deep() -> None:
    assert not is_too_deep(layout(b'{"a":"\\n' + b" " * 1000 + b'{}"}'))
